/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "scenario/source.h"
#include "scenario/yaml.h"

enum { SHOWN = 60 };

struct builder {
    struct yaml_tree *tree;
    const char *path;
    struct kith_report *report;
    struct yaml_node *open[YAML_DEPTH_MAX]; /* from the root to the collection being filled */
    size_t depth;
    char *key; /* waiting for its value */
    int key_line, key_column;
    bool finished;
    bool invalid; /* something was refused */
    bool broken;  /* nothing further can be told from the file */
};

static int line_of(yaml_mark_t mark)
{
    return (int)mark.line + 1;
}

static int column_of(yaml_mark_t mark)
{
    return (int)mark.column + 1;
}

static void refuse(struct builder *b, yaml_mark_t mark, const char *sentence)
{
    kith_report_add(b->report, KITH_ERROR, b->path, line_of(mark), column_of(mark), "%s", sentence);
    b->invalid = true;
}

/* What leaves no way to tell where the reading could go on. */
static enum kith_status stop(struct builder *b, yaml_mark_t mark, const char *sentence)
{
    refuse(b, mark, sentence);
    b->finished = b->broken = true;
    return KITH_OK;
}

static enum kith_status out_of_memory(struct builder *b)
{
    kith_report_add(b->report, KITH_ERROR, b->path, 0, 0, "out of memory");
    b->finished = true;
    return KITH_FAILED;
}

static bool needs_key(const struct builder *b)
{
    return b->depth > 0 && b->open[b->depth - 1]->kind == YAML_MAP && !b->key;
}

static enum kith_status take_key(struct builder *b, const char *text, yaml_mark_t mark)
{
    for (const struct yaml_node *child = b->open[b->depth - 1]->first; child; child = child->next) {
        char shown[SHOWN];
        if (strcmp(child->key, text) != 0)
            continue;
        kith_report_add(b->report, KITH_ERROR, b->path, line_of(mark), column_of(mark),
                        "%s is given twice, in line %d and in line %d; delete one of the two",
                        source_shown(text, shown, sizeof shown), child->key_line, line_of(mark));
        b->invalid = true;
        break;
    }
    b->key = strdup(text);
    b->key_line = line_of(mark);
    b->key_column = column_of(mark);
    return b->key ? KITH_OK : out_of_memory(b);
}

/* A new node at its place in the tree; NULL if there are too many. The waiting key becomes its own. */
static struct yaml_node *add_node(struct builder *b, enum yaml_kind kind, yaml_mark_t mark)
{
    if (b->tree->count == YAML_NODES_MAX) {
        stop(b, mark, "the file has more than 10000 values; large data belongs in a CSV file that the scenario names");
        return NULL;
    }
    struct yaml_node *node = &b->tree->nodes[b->tree->count++];
    *node = (struct yaml_node){.kind = kind,
                               .line = line_of(mark),
                               .column = column_of(mark),
                               .key = b->key,
                               .key_line = b->key_line,
                               .key_column = b->key_column};
    b->key = NULL;
    if (b->depth > 0) {
        struct yaml_node *parent = b->open[b->depth - 1];
        *(parent->last ? &parent->last->next : &parent->first) = node;
        parent->last = node;
    }
    return node;
}

static void refuse_anchor(struct builder *b, const yaml_char_t *anchor, yaml_mark_t mark)
{
    if (anchor)
        refuse(b, mark, "anchors (&) are refused; write the value where it is used");
}

static void refuse_tag(struct builder *b, const yaml_char_t *tag, yaml_mark_t mark)
{
    if (tag)
        refuse(b, mark, "tags (!) are refused; the parameter decides what type the value has");
}

static bool is_null(const char *text)
{
    return !*text || !strcmp(text, "~") || !strcmp(text, "null") || !strcmp(text, "Null") || !strcmp(text, "NULL");
}

static enum kith_status add_scalar(struct builder *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    yaml_mark_t mark = event->start_mark;
    refuse_anchor(b, event->data.scalar.anchor, mark);
    refuse_tag(b, event->data.scalar.tag, mark);
    if (strlen(text) < event->data.scalar.length)
        return stop(b, mark, "text must not contain NUL");
    if (needs_key(b))
        return take_key(b, text, mark);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool refused = event->data.scalar.tag != NULL;
    struct yaml_node *node = add_node(b, refused ? YAML_REFUSED : plain && is_null(text) ? YAML_NULL : YAML_TEXT, mark);
    if (!node || node->kind != YAML_TEXT)
        return KITH_OK;
    node->plain = plain;
    node->text = strdup(text);
    return node->text ? KITH_OK : out_of_memory(b);
}

static enum kith_status open_collection(struct builder *b, enum yaml_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag,
                                        yaml_mark_t mark)
{
    refuse_anchor(b, anchor, mark);
    refuse_tag(b, tag, mark);
    if (needs_key(b))
        return stop(b, mark, "a key must be a name, not a list or a mapping");
    if (b->depth == YAML_DEPTH_MAX)
        return stop(b, mark, "lists and mappings are nested too deep");
    struct yaml_node *node = add_node(b, kind, mark);
    if (node)
        b->open[b->depth++] = node;
    return KITH_OK;
}

static enum kith_status start_document(struct builder *b, const yaml_event_t *event)
{
    if (b->tree->count > 0)
        return stop(b, event->start_mark, "a scenario is one document; delete this line and what follows, or make it a file");
    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
        refuse(b, event->start_mark, "directives (%) are refused; delete the line");
    return KITH_OK;
}

static enum kith_status take_event(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(b, event);
    case YAML_ALIAS_EVENT:
        if (needs_key(b))
            return stop(b, event->start_mark, "aliases (*) are refused; write the key itself");
        refuse(b, event->start_mark, "aliases (*) are refused; write the value where it is used");
        add_node(b, YAML_REFUSED, event->start_mark);
        return KITH_OK;
    case YAML_SCALAR_EVENT:
        return add_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(b, YAML_LIST, event->data.sequence_start.anchor, event->data.sequence_start.tag,
                               event->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_collection(b, YAML_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag, event->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return KITH_OK;
    case YAML_STREAM_END_EVENT:
        b->finished = true;
        return KITH_OK;
    default:
        return KITH_OK;
    }
}

/* libyaml's own sentence about a tab is "found character that cannot start any token". */
static bool indented_by_tab(const char *text, size_t line)
{
    for (; line > 0 && *text; text++)
        line -= *text == '\n';
    return text[strspn(text, " ")] == '\t';
}

static enum kith_status refuse_syntax(struct builder *b, const yaml_parser_t *parser, const char *text)
{
    yaml_mark_t mark = parser->problem_mark;
    if (parser->error == YAML_MEMORY_ERROR)
        return out_of_memory(b);
    if (indented_by_tab(text, mark.line))
        return stop(b, mark, "this line is indented by a tab; YAML allows only spaces");
    b->finished = b->invalid = b->broken = true;
    kith_report_add(b->report, KITH_ERROR, b->path, line_of(mark), column_of(mark), "this is not YAML: %s%s%s",
                    parser->problem ? parser->problem : "unreadable", parser->context ? ", " : "",
                    parser->context ? parser->context : "");
    return KITH_OK;
}

static enum kith_status take_events(struct builder *b, yaml_parser_t *parser, const char *text)
{
    enum kith_status status = KITH_OK;
    while (status == KITH_OK && !b->finished) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return refuse_syntax(b, parser, text);
        status = take_event(b, &event);
        yaml_event_delete(&event);
    }
    return status;
}

enum kith_status yaml_tree_read(struct yaml_tree *tree, const char *path, const char *text, size_t length,
                                struct kith_report *report)
{
    struct builder b = {.tree = tree, .path = path, .report = report};
    yaml_parser_t parser;
    *tree = (struct yaml_tree){.nodes = calloc(YAML_NODES_MAX, sizeof *tree->nodes)};
    if (!tree->nodes || !yaml_parser_initialize(&parser))
        return out_of_memory(&b);
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* libyaml would count it as a column */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text + mark, length - mark);
    enum kith_status status = take_events(&b, &parser, text);
    yaml_parser_delete(&parser);
    free(b.key);
    if (b.broken)
        yaml_tree_clear(tree);
    if (status == KITH_OK && !b.invalid && tree->count == 0)
        return kith_report_add(report, KITH_ERROR, path, 0, 0, "the file is empty; a scenario begins with the line schema: 1");
    return status == KITH_OK && b.invalid ? KITH_INVALID : status;
}

void yaml_tree_clear(struct yaml_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->nodes[i].text);
        free(tree->nodes[i].key);
    }
    free(tree->nodes);
    *tree = (struct yaml_tree){0};
}
