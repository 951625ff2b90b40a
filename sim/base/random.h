/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws by Philox4x32-10 (Salmon et al. 2011; Random123). A draw is a function of (seed, replicate; purpose, week, id, other
 * id) and of nothing else: never of thread, row, arm, or what else was drawn.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <Random123/philox.h>

enum random_purpose {
#define PURPOSE(name, ids, when, w0, w1, w2, w3) RANDOM_##name,
#include "base/purpose.def"
#undef PURPOSE
    RANDOM_PURPOSES
};

struct random_key {
    uint32_t word[2];
};

struct random_draw {
    uint32_t word[4];
};

/* Where one purpose's words for a whole row of candidates go, word by word; NULL for words that nobody reads. */
struct random_lanes {
    uint32_t *word[4];
};

struct random_key random_key(uint64_t seed, uint32_t replicate);

/* Counter (purpose + 65536 * repeat, week, id, other). */
static inline struct random_draw random_draw(struct random_key key, enum random_purpose purpose, uint32_t repeat, int32_t week,
                                             uint32_t id, uint32_t other)
{
    philox4x32_ctr_t counter = {{(uint32_t)purpose + (repeat << 16), (uint32_t)week, id, other}};
    philox4x32_key_t k = {{key.word[0], key.word[1]}};
    philox4x32_ctr_t out = philox4x32(counter, k);
    return (struct random_draw){{out.v[0], out.v[1], out.v[2], out.v[3]}};
}

/* The same for an unordered pair: the lower id comes first. */
static inline struct random_draw random_pair(struct random_key key, enum random_purpose purpose, uint32_t repeat, int32_t week,
                                             uint32_t a, uint32_t b)
{
    return a < b ? random_draw(key, purpose, repeat, week, a, b) : random_draw(key, purpose, repeat, week, b, a);
}

/* How a row of candidates enters the counter: (id, other), (other, id), or the lower of the two first. */
enum random_order { RANDOM_FROM, RANDOM_TO, RANDOM_BETWEEN };

/* Rows of draws are made eight at a time where the processor can: others and words have room for count rounded up to this. */
enum { RANDOM_ROW_ROOM = 8 };

/* The draws of one student with each of count others that stand together in memory. What is in the room past count is of no use. */
void random_row(struct random_key key, enum random_purpose purpose, enum random_order order, int32_t week, uint32_t id,
                const uint32_t *others, size_t count, struct random_lanes lanes);

/* The draws of count pairs (ids, others), or of single students where others is NULL; room as in random_row. */
void random_pairs(struct random_key key, enum random_purpose purpose, int32_t week, const uint32_t *ids, const uint32_t *others,
                  size_t count, struct random_lanes lanes);

/* A word as a number in the open interval (0, 1): (word + 1/2) / 2^32. */
static inline double random_uniform(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}

/* True with probability 1 / (1 + exp(-logit)). */
static inline bool random_logit(double logit, uint32_t word)
{
    return random_uniform(word) < 1 / (1 + exp(-logit));
}

/* True with probability 1 - exp(-rate). The rate bounds the probability and is cheaper. */
static inline bool random_rate(double rate, uint32_t word)
{
    double u = random_uniform(word);
    return u < rate && u < -expm1(-rate);
}

/* Two independent standard normals from two words (Box and Muller 1958). */
void random_normals(uint32_t radius, uint32_t angle, double normals[2]);

/* The Poisson count that a uniform u in (0, 1) falls on (inversion), at most max. */
int random_poisson(double mean, double u, int max);

/*
 * Exponential race: of count candidates with weights >= 0, the one with the smallest -log(u) / weight; -1 if no weight is
 * above 0. Taking a candidate away or adding one changes the choice only if that one wins.
 */
int random_race(const uint32_t *words, const double *weights, size_t count);

/* The same with whole weights and without candidate "but" (count: all take part); words and weights have room as in random_row. */
int random_race_whole(const uint32_t *words, const int32_t *weights, size_t count, size_t but);

#endif
