/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files as people have them: quotes, byte order marks, CRLF; and every mistake with its line. */
#include "unit/unit.h"

#include <unistd.h>

#include "base/csv_rows.h"

static const char *const columns[] = {"student", "block", "?team", NULL};

static enum kith_status read_bytes(struct csv_rows *rows, const char *bytes, size_t length, struct kith_report *report)
{
    FILE *file = fopen("a.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    kith_report_init(report);
    return csv_rows_read(rows, "a.csv", columns, report);
}

/* Read without a word; rows as "line:student|block|team;". */
static void reads_bytes(const char *bytes, size_t length, const char *expected)
{
    struct csv_rows rows;
    struct kith_report report;
    char text[1024] = "";
    enum kith_status status = read_bytes(&rows, bytes, length, &report);
    unit_expect_said(&report, "");
    assert_int_equal(status, KITH_OK);
    for (size_t k = 0; k < rows.count; k++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%d:%s|%s|%s;", rows.row[k].line, rows.row[k].field[0],
                 rows.row[k].field[1], rows.row[k].field[2]);
    assert_string_equal(text, expected);
    csv_rows_clear(&rows);
}

static void reads(const char *text, const char *expected)
{
    reads_bytes(text, strlen(text), expected);
}

static void refuses_bytes(const char *bytes, size_t length, const char *lines)
{
    struct csv_rows rows;
    struct kith_report report;
    assert_int_equal(read_bytes(&rows, bytes, length, &report), KITH_INVALID);
    unit_expect_said(&report, lines);
    csv_rows_clear(&rows);
}

static void refuses(const char *text, const char *lines)
{
    refuses_bytes(text, strlen(text), lines);
}

static void usual_files_are_read(void **state)
{
    (void)state;
    reads("student,block\nanna,1\nben,2\n", "2:anna|1|;3:ben|2|;");
    reads("team,block,student\n7,1,anna\n", "2:anna|1|7;"); /* columns in any order */
    reads("student,block\nanna,1", "2:anna|1|;");           /* no newline at the end */
    reads("student,block\r\nanna,1\r\nben,2\r\n", "2:anna|1|;3:ben|2|;");
    reads("\xEF\xBB\xBFstudent,block\nanna,1\n", "2:anna|1|;");
    reads("student , block\n anna ,\t1 \n", "2:anna|1|;");
    reads("student,block\n\nanna,1\n\n\nben,2\n", "3:anna|1|;6:ben|2|;");
    reads("student,block\n", "");
    reads("student,block,team\nanna,,\n", "2:anna||;");
}

static void quotes_are_understood(void **state)
{
    (void)state;
    reads("\"student\",\"block\"\n\"Li, Anna\",\"1\"\n", "2:Li, Anna|1|;");
    reads("\xEF\xBB\xBF\"student\",\"block\"\nanna,1\n", "2:anna|1|;"); /* as spreadsheets and pandas write it */
    reads("student,block\n\"the \"\"one\"\"\",1\n", "2:the \"one\"|1|;");
    reads("student,block\n\" anna \",\"\"\n", "2: anna ||;");
    reads("student,block\n\"an\nna\",1\nben,2\n", "2:an\nna|1|;4:ben|2|;"); /* a row begins on its first line */
    reads("student,block\nJos\xC3\xA9,1\n", "2:Jos\xC3\xA9|1|;");
}

static void columns_are_checked(void **state)
{
    (void)state;
    refuses("student,blok\nanna,1\n", "a.csv:1: error: unknown column \"blok\"; did you mean block?\na.csv:1: error: column \"block\" is missing\n");
    refuses("Student,block\n", "a.csv:1: error: unknown column \"Student\"; did you mean student?\na.csv:1: error: column \"student\" is missing\n");
    refuses("student,block,student\nanna,1,ben\n", "a.csv:1: error: column \"student\" is there twice\n");
    refuses("student,block,\nanna,1,\n", "a.csv:1: error: unknown column \"\"; allowed: student, block, team\n");
    char many[2048] = "student,block", said[4096] = "";
    for (int k = 0; k < 27; k++) {
        snprintf(many + strlen(many), sizeof many - strlen(many), ",x%d", k);
        if (k < 20)
            snprintf(said + strlen(said), sizeof said - strlen(said),
                     "a.csv:1: error: unknown column \"x%d\"; allowed: student, block, team\n", k);
    }
    strcat(many, "\n1,2\n");
    strcat(said, "a.csv:2: error: 2 fields; the header has 29 columns\na.csv: error: and 7 more unknown columns\n");
    refuses(many, said);
}

static void ragged_rows_are_refused(void **state)
{
    (void)state;
    refuses("student,block\nanna,1\nben\ncara,1,2\ndan,1\n",
            "a.csv:3: error: 1 fields; the header has 2 columns\na.csv:4: error: 3 fields; the header has 2 columns\n");
}

static void what_is_no_csv_is_refused(void **state)
{
    (void)state;
    refuses("", "a.csv: error: is empty; a header line is needed\n");
    refuses("\n\n", "a.csv: error: is empty; a header line is needed\n");
    refuses("student,block\nan\"na,1\n",
            "a.csv:2: error: a quote stands inside a field; write quotes twice and put the field in quotes\n");
    refuses_bytes("student,block\nan\0na,1\n", 22, "a.csv:2: error: holds bytes of value 0: not a text file\n");
    refuses_bytes("PK\3\4\0\0", 6,
                  "a.csv:1: error: is a spreadsheet (.xlsx) or an archive; scripts/xlsx_to_csv.py makes a CSV of it\n");
    refuses_bytes("\xFF\xFEs\0", 4, "a.csv:1: error: is in UTF-16; save it as CSV in UTF-8\n");
    refuses("student,block\nJos\xE9,1\n", "a.csv:2: error: is not in UTF-8 here; save it as CSV in UTF-8\n");
    struct csv_rows rows;
    struct kith_report report;
    kith_report_init(&report);
    assert_int_equal(csv_rows_read(&rows, "none.csv", columns, &report), KITH_INVALID);
    unit_expect_said(&report, "none.csv: error: cannot open: No such file or directory\n");
    csv_rows_clear(&rows);
}

/* Spreadsheets of many countries write semicolons; comma or not is decided by the header alone. */
static void separators_are_seen(void **state)
{
    (void)state;
    reads("student;block\nanna;1\n\"Li; Ben\";2\n", "2:anna|1|;3:Li; Ben|2|;");
    reads("student\tblock\nan,na\t1\n", "2:an,na|1|;");
    reads("\"student\";\"block\"\r\nLi, Anna;1\r\n", "2:Li, Anna|1|;");
    reads("student,block\na;b,1\n", "2:a;b|1|;");
    reads("student,block\nanna,1\n,\n \t,\nben,2\n", "2:anna|1|;5:ben|2|;"); /* rows without text */
    refuses("student,block\nanna;1\n",
            "a.csv:2: error: 1 fields; the header has 2 columns; it holds semicolons where the header has commas\n");
    refuses("student;block\nanna,1\n",
            "a.csv:2: error: 1 fields; the header has 2 columns; it holds commas where the header has semicolons\n");
    refuses("student;block,team\nanna;1,2\n",
            "a.csv:1: error: unknown column \"student;block\"; allowed: student, block, team\n"
            "a.csv:1: error: column \"student\" is missing\na.csv:1: error: column \"block\" is missing\n"
            "a.csv:1: error: the header is split at commas, but holds semicolons too; one of them must separate all fields\n");
}

/* Reads by a form; rows as "line:field|field|...;" after the extra columns' names, then what was said. */
static void reads_form(const char *text, const struct csv_form *form, const char *expected, const char *said)
{
    struct csv_rows rows;
    struct kith_report report;
    char got[1024] = "";
    FILE *file = fopen("a.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    kith_report_init(&report);
    csv_rows_read_form(&rows, "a.csv", form, &report);
    for (size_t k = 0; k < rows.extras; k++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s,", rows.extra[k]);
    for (size_t k = 0; k < rows.count; k++) {
        snprintf(got + strlen(got), sizeof got - strlen(got), "%d:", rows.row[k].line);
        for (size_t c = 0; c < rows.width; c++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s|", rows.row[k].field[c]);
        snprintf(got + strlen(got), sizeof got - strlen(got), ";");
    }
    unit_expect_said(&report, said);
    assert_string_equal(got, expected);
    csv_rows_clear(&rows);
}

static void columns_have_other_names(void **state)
{
    (void)state;
    static const struct parameter_map own = {2, {{"block", "Blk"}, {"student", "Number"}}};
    static const struct parameter_map wrong = {2, {{"block", "Block"}, {"studnt", "Number"}}};
    const struct csv_form ignoring = {columns, &own, CSV_EXTRA_IGNORED}, keeping = {columns, &own, CSV_EXTRA_KEPT},
                          mistaken = {columns, &wrong, CSV_EXTRA_IGNORED}, plain = {columns, NULL, CSV_EXTRA_IGNORED};
    reads_form("Blk,Number\n1,anna\n", &ignoring, "2:anna|1||;", "");
    reads_form("Blk,Name,Number,student\n1,x,anna,y\n", &ignoring, "2:anna|1||;",
               "a.csv:1: warning: columns that are not read: \"Name\", \"student\"\n");
    reads_form("Blk,b1,Number,,b2\n1,x,anna,,y\n", &keeping, "b1,,b2,2:anna|1||x||y|;", "");
    reads_form("Blok,Number\n1,anna\n", &ignoring, "2:anna|||;",
               "a.csv:1: error: column \"Blk\" (for block) is missing; did you mean \"Blok\"?\n"
               "a.csv:1: warning: columns that are not read: \"Blok\"\n");
    reads_form("student,Zeit\nanna,1\n", &mistaken, "2:anna|||;",
               "a.csv: error: timetable.columns names \"studnt\", which is no column of this file; did you mean student?\n"
               "a.csv:1: error: column \"Block\" (for block) is missing; the header has \"student\", \"Zeit\"\n"
               "a.csv:1: warning: columns that are not read: \"Zeit\"\n");
    reads_form("Student,Zeit\nanna,1\n", &plain, "2:|||;",
               "a.csv:1: error: column \"student\" is missing; the header has \"Student\", \"Zeit\"; timetable.columns: {student: \"Student\"} "
               "would say which it is\n"
               "a.csv:1: error: column \"block\" is missing; the header has \"Student\", \"Zeit\"; timetable.columns: {block: \"...\"} would "
               "say which it is\n"
               "a.csv:1: warning: columns that are not read: \"Student\", \"Zeit\"\n");
}

static void a_grid_may_be_wide(void **state)
{
    (void)state;
    enum { COLUMNS = 600 };
    const struct csv_form form = {columns, NULL, CSV_EXTRA_KEPT};
    char *text = malloc(32 * COLUMNS);
    struct csv_rows rows;
    struct kith_report report;
    assert_non_null(text);
    size_t length = (size_t)sprintf(text, "student,block");
    for (int k = 0; k < COLUMNS; k++)
        length += (size_t)sprintf(text + length, ",week %d", k);
    length += (size_t)sprintf(text + length, "\nanna,1");
    for (int k = 0; k < COLUMNS; k++)
        length += (size_t)sprintf(text + length, ",at %d", k);
    FILE *file = fopen("a.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    kith_report_init(&report);
    assert_int_equal(csv_rows_read_form(&rows, "a.csv", &form, &report), KITH_OK);
    assert_int_equal(rows.extras, COLUMNS);
    assert_string_equal(rows.extra[599], "week 599");
    assert_string_equal(rows.row[0].field[3 + 599], "at 599");
    csv_rows_clear(&rows);
    free(text);
}

static void an_open_quote_is_refused(void **state)
{
    (void)state;
    refuses("student,block\n\"anna,1\nben,2\n", "a.csv:2: error: a quote is opened and never closed\n");
    refuses("student,block\nanna,1\nben,\"2", "a.csv:3: error: a quote is opened and never closed\n");
    refuses("\"student,block\n", "a.csv:1: error: a quote is opened and never closed\n");
}

static void many_rows_are_kept(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    char *text = malloc(64 * ROWS);
    struct csv_rows rows;
    struct kith_report report;
    assert_non_null(text);
    size_t length = (size_t)sprintf(text, "student,block\n");
    for (int k = 0; k < ROWS; k++)
        length += (size_t)sprintf(text + length, "student number %d,%d\n", k, k % 9);
    assert_int_equal(read_bytes(&rows, text, length, &report), KITH_OK);
    assert_int_equal(rows.count, ROWS);
    for (int k = 0; k < ROWS; k++) {
        char name[32], block[32];
        snprintf(name, sizeof name, "student number %d", k);
        assert_string_equal(rows.row[k].field[0], name);
        snprintf(block, sizeof block, "%d", k % 9);
        assert_string_equal(rows.row[k].field[1], block);
        assert_int_equal(rows.row[k].line, k + 2);
    }
    kith_report_clear(&report);
    csv_rows_clear(&rows);
    free(text);
}

static int compare_labels(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Bytewise, equal labels alike, in whatever order they come. */
static void ranks_do_not_depend_on_order(void **state)
{
    (void)state;
    const char *label[] = {"b", "a10", "a9", "B", "\xC3\xA9", "", "a9", "b", "z"};
    const char *sorted[] = {"", "B", "a10", "a9", "b", "z", "\xC3\xA9"};
    enum { LABELS = sizeof label / sizeof *label };
    uint64_t seed = 13;
    for (int trial = 0; trial < 200; trial++) {
        unsigned rank[LABELS];
        size_t distinct;
        for (uint32_t k = LABELS - 1; k > 0; k--) { /* shuffle */
            uint32_t other = unit_below(&seed, k + 1);
            const char *swap = label[k];
            label[k] = label[other];
            label[other] = swap;
        }
        assert_int_equal(csv_rows_rank(label, LABELS, rank, &distinct), KITH_OK);
        assert_int_equal(distinct, 7);
        for (int k = 0; k < LABELS; k++) {
            const char **place = bsearch(&label[k], sorted, 7, sizeof *sorted, compare_labels);
            assert_non_null(place);
            assert_int_equal(rank[k], place - sorted);
        }
    }
    size_t none = 9;
    assert_int_equal(csv_rows_rank(NULL, 0, NULL, &none), KITH_OK);
    assert_int_equal(none, 0);
}

static int enter_folder(void **state)
{
    static char folder[] = "/tmp/kith-csv-XXXXXX";
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    remove("a.csv");
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_files_are_read),      cmocka_unit_test(quotes_are_understood),
        cmocka_unit_test(columns_are_checked),       cmocka_unit_test(ragged_rows_are_refused),
        cmocka_unit_test(what_is_no_csv_is_refused), cmocka_unit_test(an_open_quote_is_refused),
        cmocka_unit_test(many_rows_are_kept),        cmocka_unit_test(ranks_do_not_depend_on_order),
        cmocka_unit_test(separators_are_seen),       cmocka_unit_test(columns_have_other_names),
        cmocka_unit_test(a_grid_may_be_wide),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
