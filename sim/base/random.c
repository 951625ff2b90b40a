/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

#include <math.h>
#include <stdbool.h>

#include <Random123/philox.h>

static const double TWO_PI = 6.283185307179586;

static philox4x32_ctr_t philox(philox4x32_ctr_t counter, struct random_key key)
{
    philox4x32_key_t k = {{key.word[0], key.word[1]}};
    return philox4x32(counter, k);
}

struct random_key random_key(uint64_t seed, uint32_t replicate)
{
    struct random_key fixed = {{0x6b697468u, 0x6c75636bu}}; /* "kith", "luck" */
    philox4x32_ctr_t counter = {{(uint32_t)seed, (uint32_t)(seed >> 32), replicate, 0}};
    philox4x32_ctr_t out = philox(counter, fixed);
    return (struct random_key){{out.v[0], out.v[1]}};
}

struct random_draw random_draw(struct random_key key, enum random_purpose purpose, uint32_t repeat, int32_t week, uint32_t id,
                               uint32_t other)
{
    philox4x32_ctr_t counter = {{(uint32_t)purpose + (repeat << 16), (uint32_t)week, id, other}};
    philox4x32_ctr_t out = philox(counter, key);
    return (struct random_draw){{out.v[0], out.v[1], out.v[2], out.v[3]}};
}

struct random_draw random_pair(struct random_key key, enum random_purpose purpose, uint32_t repeat, int32_t week, uint32_t a,
                               uint32_t b)
{
    return a < b ? random_draw(key, purpose, repeat, week, a, b) : random_draw(key, purpose, repeat, week, b, a);
}

void random_row(struct random_key key, enum random_purpose purpose, enum random_order order, int32_t week, uint32_t id,
                const uint32_t *others, size_t count, struct random_lanes lanes)
{
    for (size_t k = 0; k < count; k++) {
        bool swap = order == RANDOM_TO || (order == RANDOM_BETWEEN && others[k] < id);
        struct random_draw draw = random_draw(key, purpose, 0, week, swap ? others[k] : id, swap ? id : others[k]);
        for (int w = 0; w < 4; w++)
            lanes.word[w][k] = draw.word[w];
    }
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

int random_race(const uint32_t *words, const double *weights, size_t count)
{
    int winner = -1;
    double best = INFINITY;
    for (size_t k = 0; k < count; k++) {
        if (!(weights[k] > 0))
            continue;
        double u = random_uniform(words[k]);
        /* -log(u) >= 1 - u spares most logarithms: who cannot win is not timed. */
        if (1 - u >= best * weights[k])
            continue;
        double time = -log(u) / weights[k];
        if (time < best) {
            best = time;
            winner = (int)k;
        }
    }
    return winner;
}
