/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_ALLOWED_H
#define SCENARIO_ALLOWED_H

#include <stddef.h>

#include "base/parameter.h"

enum { ALLOWED_TEXT_MAX = 1024 };

/* What the row allows, as in "a number from 0 to 1 (1/week)". Returns buffer. */
const char *allowed_text(const struct parameter *row, char *buffer, size_t size);

#endif
