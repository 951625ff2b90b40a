/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What "EVIDENCE row 13" in a parameter's source means, in the words of a list of references. */
#ifndef EXPERIMENT_CITATION_H
#define EXPERIMENT_CITATION_H

#include <stddef.h>

/* The source with the paper behind its rows, "EVIDENCE rows 9, 13 (Graves 2022): advice on call", into buffer (cut to size). Returns it. */
const char *citation_text(const char *source, char *buffer, size_t size);

#endif
