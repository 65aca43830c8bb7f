// Compares every level that this machine has with the portable one over generated texts: the index of whole groups with
// that of 64 bytes a call, which goes another way through the kernels. A program of its own, so that it also runs for
// processors that the tests do not, as ARM under an emulator. Prints what differs and ends with 1.
#include "byte_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 9000, SLACK = 2 * NF_PADDING };

static uint64_t state = 88172645463325252ull;

static unsigned roll(unsigned sides) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (unsigned)(state % sides);
}

static void fail(const char *what, nf_level level, const uint8_t *text, size_t count) {
  printf("%s differs at level %d:", what, (int)level);
  for (size_t i = 0; i < count; i++) printf(" %02x", text[i]);
  printf("\n");
  exit(1);
}

// Indexes `step` bytes a call, the first call up to `cut`.
static nf_csv_result index_text(nf_level level, const nf_csv_dialect *dialect, nf_csv_state *state, const uint8_t *text,
                                size_t cut, size_t count, size_t step, uint32_t *fields, uint32_t *records) {
  nf_csv_result all = {0};
  for (size_t at = 0, end = cut; at < count && !all.violation; at = end, end = at + step) {
    if (end > count || end == at) end = count < at + step ? count : at + step;
    nf_csv_result one =
        nf_csv_index(level, dialect, state, text, at, end, fields, all.field_count, records, all.record_count);
    one.line_feeds += all.line_feeds;
    one.saw_nul |= all.saw_nul;
    one.saw_non_ascii |= all.saw_non_ascii;
    all = one;
  }
  return all;
}

static bool compare_index(nf_level level, const uint8_t *text, size_t count) {
  nf_csv_dialect dialect = {.delimiter = ',', .quote = '"', .has_quote = roll(8) > 0, .crlf_only = roll(4) == 0};
  static uint32_t fields[2][SIZE + 64], records[2][SIZE + 64];
  nf_csv_state states[2] = {{.at_start = 1}, {.at_start = 1}};
  size_t cut = 64 * roll((unsigned)(count / 64 + 1));
  nf_csv_result a = index_text(NF_PORTABLE, &dialect, &states[0], text, 0, count, 64, fields[0], records[0]);
  nf_csv_result b = index_text(level, &dialect, &states[1], text, cut, count, SIZE, fields[1], records[1]);
  if (a.consumed != b.consumed || a.field_count != b.field_count || a.record_count != b.record_count ||
      a.line_feeds != b.line_feeds || a.violation != b.violation || a.saw_nul != b.saw_nul ||
      a.saw_non_ascii != b.saw_non_ascii || memcmp(&states[0], &states[1], sizeof states[0]) ||
      memcmp(fields[0], fields[1], 4 * a.field_count) || memcmp(records[0], records[1], 4 * a.record_count))
    fail("the index", level, text, count);
  return !a.violation;
}

static void compare_cells(nf_level level, const uint8_t *text, size_t count) {
  static uint8_t targets[4][2 * SIZE + SLACK];
  bool always = roll(3) == 0;
  size_t put[2], back[2];
  nf_level levels[2] = {NF_PORTABLE, level};
  for (int i = 0; i < 2; i++) put[i] = nf_csv_put(levels[i], targets[i], text, count, ',', '"', always);
  if (put[0] != put[1] || memcmp(targets[0], targets[1], put[0])) fail("put", level, text, count);
  if (put[0] < 2 || targets[0][0] != '"') return;
  for (int i = 0; i < 2; i++)
    back[i] = nf_csv_unescape(levels[i], targets[2 + i], targets[0] + 1, put[0] - 2, '"');
  if (back[0] != count || back[1] != count || memcmp(targets[2], text, count) || memcmp(targets[3], text, count))
    fail("unescape", level, text, count);
}

// Text without any rule, or, where `is_formed`, of well-formed records of a density that changes.
static size_t make_text(uint8_t *text, size_t limit, bool is_formed, unsigned kinds) {
  static const char *pieces[] = {"a", "bcd", ",", "\"", "\"\"", "\r\n", "\n", "\r", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                 "\xE2\x82", "\xED\xA0\x80", "plain words that fill a block with nothing at all in it"};
  static const char *fields[] = {"", "a", "\"\"", "\"a,b\"", "bcd", "\"\"\"\"", "\"x\"\"y\"\"\"", "\"l\r\nm\nn\ro\"", "ef gh",
                                 "\"plain, long words with \"\"quotes\"\" that go on and on from one block to the next\"",
                                 "plain words that fill a block with nothing at all in it"};
  static const char *ends[] = {",", ",", ",", ",", "\r\n", "\n"};
  size_t count = 0;
  unsigned fewest = roll(11);
  while (count < limit) {
    const char *piece = is_formed ? fields[fewest + roll(11 - fewest)] : pieces[roll(kinds)];
    count = (size_t)(stpcpy((char *)text + count, piece) - (char *)text);
    if (!is_formed) continue;
    count = (size_t)(stpcpy((char *)text + count, ends[roll(6)]) - (char *)text);
    if (roll(100) == 0) fewest = roll(11);
  }
  return count;
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 40000;
  static uint8_t text[SIZE + SLACK];
  int compared = 0, whole = 0;
  for (int round = 0; round < rounds; round++) {
    bool is_formed = round % 2;
    size_t limit = round % 4 == 1 ? roll(SIZE - 200) : roll(400);
    size_t count = make_text(text, limit, is_formed, round % 3 ? 13 : 8);
    if (is_formed && round % 8 == 5) text[roll((unsigned)count + 1)] = "\",\r\n"[roll(4)]; // one broken place
    memset(text + count, 0, SLACK);
    for (nf_level level = NF_PORTABLE; level <= NF_NEON; level++) {
      if (!nf_level_available(level)) continue;
      compared++;
      whole += compare_index(level, text, count) && count >= 2048;
      compare_cells(level, text, count < 500 ? count : 500);
      if (nf_utf8_valid_prefix(level, text, count) != nf_utf8_valid_prefix(NF_PORTABLE, text, count))
        fail("UTF-8", level, text, count);
    }
  }
  printf("%d comparisons\n", compared);
  return compared == 0 || whole < rounds / 10;
}
