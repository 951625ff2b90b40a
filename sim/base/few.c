/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/few.h"

void few_find(const double *students, size_t rows, enum kith_shown *shown)
{
    size_t few = 0, next = rows;
    for (size_t k = 0; k < rows; k++) {
        shown[k] = students[k] > 0 && students[k] < FEW_BELOW ? KITH_TOO_FEW : KITH_SHOWN;
        few += shown[k] == KITH_TOO_FEW;
        if (shown[k] == KITH_SHOWN && students[k] > 0 && (next == rows || students[k] < students[next]))
            next = k;
    }
    if (few == 1 && next < rows)
        shown[next] = KITH_WITHHELD;
}

const char *kith_shown_words(enum kith_shown shown)
{
    return shown == KITH_SHOWN ? "" : shown == KITH_TOO_FEW ? "<5" : "withheld";
}
