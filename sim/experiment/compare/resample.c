/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/compare/resample.h"

#include <math.h>
#include <stdlib.h>

#include "base/order.h"
#include "base/random.h"

void resample_means(const double *numbers, size_t count, double *means)
{
    struct random_key key = random_key(1, 0);
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        double sum = 0;
        struct random_draw draw = {{0}};
        for (size_t k = 0; k < count; k++) {
            if (k % 4 == 0)
                draw = random_draw(key, RANDOM_bootstrap, 0, 0, b, (uint32_t)(k / 4));
            sum += numbers[(uint64_t)draw.word[k % 4] * count >> 32];
        }
        means[b] = sum / (double)count;
    }
}

double resample_quantile(const double *sorted, size_t count, double share)
{
    double place = share * (double)(count - 1);
    size_t below = (size_t)floor(place), above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - floor(place)) * (sorted[above] - sorted[below]);
}

void resample_sort(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, order_doubles);
}
