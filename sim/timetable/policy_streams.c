/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy.h"

enum kith_status policy_streams(const struct policy_year *year)
{
    return policy_rotate(year);
}
