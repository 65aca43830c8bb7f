// Compares every level that this machine has with the portable one over generated texts; for processors that the tests
// themselves do not run on, as ARM under an emulator. Prints what differs and ends with 1.
#include "byte_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 512, SLACK = 2 * NF_PADDING };

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

static void compare_index(nf_level level, const uint8_t *text, size_t count) {
  nf_csv_dialect dialect = {.delimiter = ',', .quote = '"', .has_quote = true, .crlf_only = roll(2)};
  static uint32_t fields[2][SIZE + 64], records[2][SIZE + 64];
  nf_csv_state states[2] = {{.at_start = 1}, {.at_start = 1}};
  nf_csv_result results[2];
  nf_level levels[2] = {NF_PORTABLE, level};
  size_t cut = 64 * roll((unsigned)(count / 64 + 1));
  for (int i = 0; i < 2; i++) {
    results[i] = nf_csv_index(levels[i], &dialect, &states[i], text, 0, cut, fields[i], 0, records[i], 0);
    if (!results[i].violation)
      results[i] = nf_csv_index(levels[i], &dialect, &states[i], text, cut, count, fields[i], results[i].field_count,
                                records[i], results[i].record_count);
  }
  if (results[0].consumed != results[1].consumed || results[0].field_count != results[1].field_count ||
      results[0].record_count != results[1].record_count || results[0].line_feeds != results[1].line_feeds ||
      results[0].violation != results[1].violation || results[0].saw_nul != results[1].saw_nul ||
      results[0].saw_non_ascii != results[1].saw_non_ascii || memcmp(&states[0], &states[1], sizeof states[0]) ||
      memcmp(fields[0], fields[1], 4 * results[0].field_count) ||
      memcmp(records[0], records[1], 4 * results[0].record_count))
    fail("the index", level, text, count);
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

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 40000;
  static const char *pieces[] = {"a", "bcd", ",", "\"", "\"\"", "\r\n", "\n", "\r", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                 "\xE2\x82", "\xED\xA0\x80", "plain words that fill a block with nothing at all in it"};
  static uint8_t text[SIZE + SLACK];
  int compared = 0;
  for (int round = 0; round < rounds; round++) {
    size_t count = 0, limit = roll(SIZE - 60);
    unsigned kinds = round % 3 ? 13 : 8;
    while (count < limit) {
      const char *piece = pieces[roll(kinds)];
      memcpy(text + count, piece, strlen(piece));
      count += strlen(piece);
    }
    memset(text + count, 0, SLACK);
    for (nf_level level = NF_SSE2; level <= NF_NEON; level++) {
      if (!nf_level_available(level)) continue;
      compared++;
      compare_index(level, text, count);
      compare_cells(level, text, count);
      if (nf_utf8_valid_prefix(level, text, count) != nf_utf8_valid_prefix(NF_PORTABLE, text, count))
        fail("UTF-8", level, text, count);
    }
  }
  printf("%d comparisons\n", compared);
  return compared == 0;
}
