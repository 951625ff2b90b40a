/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the evidence are followed by the papers that they are of, each once, and nothing else of a source changes. */
#include "unit/unit.h"

#include "experiment/citation.h"

static void rows_are_cited(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"assumed", "assumed"},
        {"", ""},
        {"A22: 5 h of training", "A22: 5 h of training"},
        {"EVIDENCE row 12", "EVIDENCE row 12 (Graves 2022)"},
        {"assumed; EVIDENCE rows 9, 13: advice on call", "assumed; EVIDENCE rows 9, 13 (Graves 2022): advice on call"},
        {"EVIDENCE rows 13, 14", "EVIDENCE rows 13, 14 (Graves 2022, Side-by-Side 2022)"},
        {"assumed; EVIDENCE row 16, T18", "assumed; EVIDENCE row 16 (IJERPH 19:5135), T18"},
        {"EVIDENCE row 15, T17: 22.2%", "EVIDENCE row 15 (Side-by-Side 2022), T17: 22.2%"},
        {"MHFA (F); EVIDENCE row 7: may raise it; EVIDENCE row 15",
         "MHFA (F); EVIDENCE row 7 (Graves 2022): may raise it; EVIDENCE row 15 (Side-by-Side 2022)"},
        {"EVIDENCE row 99, x", "EVIDENCE row 99, x"},
        {"EVIDENCE, placement", "EVIDENCE, placement"},
    };
    char buffer[256];
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
        assert_string_equal(citation_text(texts[k][0], buffer, sizeof buffer), texts[k][1]);
    assert_string_equal(citation_text("EVIDENCE row 12: longer", buffer, 20), "EVIDENCE row 12 (Gr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_cited)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
