/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of layout share. */
#ifndef EXPERIMENT_FILES_LAYOUT_PRIVATE_H
#define EXPERIMENT_FILES_LAYOUT_PRIVATE_H

#include "experiment/files/layout.h"

/* Memory, or two texts as one, that live as long as the layout; NULL without memory. */
void *layout_own(struct layout *layout, size_t size);
char *layout_own_text(struct layout *layout, const char *first, const char *second);

/* False without memory. */
bool layout_make_attributes(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line,
                            const struct sweep *sweep);

#endif
