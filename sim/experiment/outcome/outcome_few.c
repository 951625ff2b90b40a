/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "experiment/outcome/outcome.h"

bool outcome_is_of_supporters(const char *name)
{
    static const char *const begins[] = {"supporter_", "effect_"};
    for (size_t k = 0; k < sizeof begins / sizeof *begins; k++)
        if (strncmp(name, begins[k], strlen(begins[k])) == 0)
            return true;
    return false;
}
