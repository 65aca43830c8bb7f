#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

// A parser context whose only callbacks are the three that text needs. Swift cannot set them itself in a way that holds
// from libxml2 2.9 to 2.14: the handler's variadic members do not import, and 2.11 wants it at creation.
// (libxml/HTMLparser.h, htmlNewParserCtxt and htmlNewSAXParserCtxt.)
static inline htmlParserCtxtPtr nightferry_html_context(
    void *user, startElementSAXFunc start, endElementSAXFunc end, charactersSAXFunc characters) {
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.startElement = start;
  handler.endElement = end;
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = characters;
#if LIBXML_VERSION >= 21100
  return htmlNewSAXParserCtxt(&handler, user);
#else
  htmlParserCtxtPtr context = htmlNewParserCtxt();
  if (context == NULL) return NULL;
  *context->sax = handler;
  context->userData = user;
  return context;
#endif
}

// Parses bytes that begin with a UTF-8 byte order mark. No network, no default DTD, no implied elements, no messages.
static inline void nightferry_html_parse(htmlParserCtxtPtr context, const char *bytes, int count) {
  int options = HTML_PARSE_RECOVER | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED | XML_PARSE_HUGE;
  htmlDocPtr document = htmlCtxtReadMemory(context, bytes, count, NULL, NULL, options);
  if (document != NULL) xmlFreeDoc(document);
}
