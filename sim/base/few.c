/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/few.h"

void few_find(const int32_t *students, size_t rows, bool *hidden)
{
    size_t few = 0, next = rows;
    for (size_t k = 0; k < rows; k++) {
        hidden[k] = students[k] > 0 && students[k] < FEW_BELOW;
        few += hidden[k];
        if (!hidden[k] && students[k] > 0 && (next == rows || students[k] < students[next]))
            next = k;
    }
    if (few == 1 && next < rows)
        hidden[next] = true;
}
