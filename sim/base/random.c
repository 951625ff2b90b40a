/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

#include <math.h>

static const double TWO_PI = 6.283185307179586;

struct random_key random_key(uint64_t seed, uint32_t replicate)
{
    philox4x32_key_t fixed = {{0x6b697468u, 0x6c75636bu}}; /* "kith", "luck" */
    philox4x32_ctr_t counter = {{(uint32_t)seed, (uint32_t)(seed >> 32), replicate, 0}};
    philox4x32_ctr_t out = philox4x32(counter, fixed);
    return (struct random_key){{out.v[0], out.v[1]}};
}

void random_normals(uint32_t radius, uint32_t angle, double normals[2])
{
    double r = sqrt(-2 * log(random_uniform(radius)));
    double a = TWO_PI * random_uniform(angle);
    normals[0] = r * cos(a);
    normals[1] = r * sin(a);
}

int random_poisson(double mean, double u, int max)
{
    double term = exp(-mean), below = term;
    int count = 0;
    while (u > below && count < max) {
        count++;
        term *= mean / count;
        below += term;
    }
    return count;
}
