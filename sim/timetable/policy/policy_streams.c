/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy streams: students who share the order of rotations; the site (and in free blocks the rotation) is drawn anew in each block, as in rotate.
 *
 * Where everyone is alike and rotations are done exactly as often as required: one cyclic order, begun in each of the B blocks by one of
 * B streams (units_cycle); every cohort is split over them evenly to within one, and this is feasible whenever rotate is. Otherwise (pins, blocks away,
 * required numbers that are minima) the year's matrix is taken apart with as many students as it allows on each sequence (UNITS_SHARED): capacity and
 * requirements hold as exactly, streams are large but need not be equal. Without required rotations streams and rotate are the same.
 */
#include "timetable/policy/policy.h"

enum kith_status policy_streams(const struct policy_year *year)
{
    return policy_students(year, true);
}
