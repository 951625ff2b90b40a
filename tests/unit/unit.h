/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For unit tests: cmocka, closeness, frequencies against probabilities, and reports as text. */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "kith/status.h"

/* A correct program fails one of these checks by chance once in a million draws of the seed; the seed is fixed. */
#define UNIT_TAIL 1e-6

#define assert_near(value, expected, tolerance)                                                                               \
    do {                                                                                                                      \
        double near_value = (value), near_expected = (expected);                                                             \
        if (!(fabs(near_value - near_expected) <= (tolerance)))                                                              \
            fail_msg("%s is %.12g, not %.12g", #value, near_value, near_expected);                                           \
    } while (0)

/* hits of trials, each with this probability: within 4.9 standard errors. */
#define assert_frequency(hits, trials, probability)                                                                           \
    do {                                                                                                                      \
        double f_p = (probability), f_n = (double)(trials);                                                                  \
        assert_near((double)(hits) / f_n, f_p, 4.9 * sqrt(f_p * (1 - f_p) / f_n));                                           \
    } while (0)

/* Pearson's chi-square of counts against expected counts; categories expected empty must be empty. */
static inline void unit_chi_square(const int *counts, const double *expected, size_t count)
{
    double square = 0, freedom = -1;
    for (size_t k = 0; k < count; k++) {
        if (expected[k] == 0) {
            assert_int_equal(counts[k], 0);
            continue;
        }
        square += (counts[k] - expected[k]) * (counts[k] - expected[k]) / expected[k];
        freedom++;
    }
    if (square > gsl_cdf_chisq_Qinv(UNIT_TAIL, freedom))
        fail_msg("chi-square %g at %g degrees of freedom", square, freedom);
}

/* A small generator for inputs, of no relation to the one under test (Steele, Lea, Flood 2014). */
static inline uint64_t unit_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline uint32_t unit_below(uint64_t *state, uint32_t bound)
{
    return (uint32_t)(unit_random(state) >> 32) % bound;
}

/* The report as a program would print it, a line each, and clears it. free() it. */
static inline char *unit_said(struct kith_report *report)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (size_t i = 0; i < report->count; i++) {
        const struct kith_message *m = &report->messages[i];
        fprintf(out, "%s", m->file ? m->file : "");
        if (m->line)
            fprintf(out, ":%d", m->line);
        fprintf(out, ": %s: %s\n", m->severity == KITH_ERROR ? "error" : "warning", m->text);
    }
    assert_int_equal(fclose(out), 0);
    kith_report_clear(report);
    return text;
}

static inline void unit_expect_said(struct kith_report *report, const char *lines)
{
    char *said = unit_said(report);
    assert_string_equal(said, lines);
    free(said);
}

#endif
