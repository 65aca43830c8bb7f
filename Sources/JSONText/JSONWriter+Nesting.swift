// Members that are objects and arrays, closed where the block ends.

extension JSONWriter {
  /// Writes a member with an object, whose members `body` writes.
  public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    beginObject()
    body(&self)
    endObject()
  }

  /// Writes a member with an array, of whose values `body` writes one for each item.
  public mutating func array<Item>(
    _ name: String, of items: some Sequence<Item>, _ body: (inout JSONWriter, Item) -> Void
  ) {
    key(name)
    beginArray()
    for item in items { body(&self, item) }
    endArray()
  }

  /// Writes a member with an array of objects, of one for each item, whose members `body` writes.
  public mutating func objects<Item>(
    _ name: String, of items: some Sequence<Item>, _ body: (inout JSONWriter, Item) -> Void
  ) {
    array(name, of: items) { writer, item in
      writer.beginObject()
      body(&writer, item)
      writer.endObject()
    }
  }
}
