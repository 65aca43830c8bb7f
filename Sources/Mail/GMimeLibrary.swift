import Glibc

/// libgmime 3.0, opened when the first message is read (`dlopen`): it brings GLib and a dozen libraries more, which every
/// other command would pay for at its start.
@safe
struct GMimeLibrary: Sendable {
  typealias Pointer = OpaquePointer

  /// The library, or why it cannot be opened.
  static let shared: Result<GMimeLibrary, MailError> = open()

  /// `g_mime_stream_mem_new_with_buffer`
  let streamOfBytes: @convention(c) (UnsafePointer<UInt8>?, Int) -> Pointer?
  /// `g_mime_stream_mem_new`
  let emptyStream: @convention(c) () -> Pointer?
  /// `g_mime_parser_new_with_stream`
  let parser: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_parser_construct_message`
  let message: @convention(c) (Pointer?, Pointer?) -> Pointer?
  /// `g_mime_part_iter_new`
  let iterator: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_part_iter_get_current`
  let current: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_part_iter_next`
  let next: @convention(c) (Pointer?) -> Int32
  /// `g_mime_part_iter_get_path`; the text is the caller's.
  let path: @convention(c) (Pointer?) -> UnsafeMutablePointer<CChar>?
  /// `g_free`
  let free: @convention(c) (UnsafeMutablePointer<CChar>?) -> Void
  /// `g_mime_part_iter_get_parent`
  let parent: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_part_iter_free`
  let freeIterator: @convention(c) (Pointer?) -> Void
  /// `g_mime_object_get_content_type`
  let contentType: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_content_type_is_type`
  let isType: @convention(c) (Pointer?, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
  /// `g_mime_content_type_get_parameter`
  let parameter: @convention(c) (Pointer?, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
  /// `g_mime_object_get_disposition`
  let disposition: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  /// `g_mime_part_get_content`
  let content: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_data_wrapper_write_to_stream`
  let write: @convention(c) (Pointer?, Pointer?) -> Int
  /// `g_mime_stream_mem_get_byte_array`; a `GByteArray` is a pointer to its bytes and their number.
  let bytes: @convention(c) (Pointer?) -> UnsafeMutableRawPointer?
  /// `g_mime_object_get_header`
  let header: @convention(c) (Pointer?, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
  /// `g_mime_message_get_message_id`
  let messageID: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  /// `g_mime_message_get_subject`
  let subject: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  /// `g_mime_message_get_date`
  let date: @convention(c) (Pointer?) -> Pointer?
  /// `g_date_time_to_unix`
  let seconds: @convention(c) (Pointer?) -> Int64
  /// `g_mime_message_get_from`
  let from: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_message_get_to`
  let to: @convention(c) (Pointer?) -> Pointer?
  /// `g_mime_message_get_cc`
  let cc: @convention(c) (Pointer?) -> Pointer?
  /// `internet_address_list_length`
  let addressCount: @convention(c) (Pointer?) -> Int32
  /// `internet_address_list_get_address`
  let address: @convention(c) (Pointer?, Int32) -> Pointer?
  /// `internet_address_get_name`
  let name: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  /// `internet_address_mailbox_get_type`
  let mailboxType: @convention(c) () -> UInt
  /// `internet_address_mailbox_get_addr`
  let mailboxAddress: @convention(c) (Pointer?) -> UnsafePointer<CChar>?
  /// `internet_address_group_get_members`
  let members: @convention(c) (Pointer?) -> Pointer?
  /// `g_type_check_instance_is_a`
  let isInstance: @convention(c) (Pointer?, UInt) -> Int32
  /// `g_object_unref`
  let unref: @convention(c) (Pointer?) -> Void

  private static func open() -> Result<GMimeLibrary, MailError> {
    guard let handle = unsafe dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL) else { return .failure(.noLibrary) }
    do throws(MailError) {
      let library = try unsafe GMimeLibrary(handle)
      typealias Start = @convention(c) () -> Void
      let start: Start = try unsafe symbol(handle, "g_mime_init")
      start()
      return .success(library)
    } catch {
      return .failure(error)
    }
  }

  private init(_ handle: UnsafeMutableRawPointer) throws(MailError) {
    unsafe streamOfBytes = try unsafe GMimeLibrary.symbol(handle, "g_mime_stream_mem_new_with_buffer")
    unsafe emptyStream = try unsafe GMimeLibrary.symbol(handle, "g_mime_stream_mem_new")
    unsafe parser = try unsafe GMimeLibrary.symbol(handle, "g_mime_parser_new_with_stream")
    unsafe message = try unsafe GMimeLibrary.symbol(handle, "g_mime_parser_construct_message")
    unsafe iterator = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_new")
    unsafe current = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_get_current")
    unsafe next = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_next")
    unsafe path = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_get_path")
    unsafe free = try unsafe GMimeLibrary.symbol(handle, "g_free")
    unsafe parent = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_get_parent")
    unsafe freeIterator = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_iter_free")
    unsafe contentType = try unsafe GMimeLibrary.symbol(handle, "g_mime_object_get_content_type")
    unsafe isType = try unsafe GMimeLibrary.symbol(handle, "g_mime_content_type_is_type")
    unsafe parameter = try unsafe GMimeLibrary.symbol(handle, "g_mime_content_type_get_parameter")
    unsafe disposition = try unsafe GMimeLibrary.symbol(handle, "g_mime_object_get_disposition")
    unsafe content = try unsafe GMimeLibrary.symbol(handle, "g_mime_part_get_content")
    unsafe write = try unsafe GMimeLibrary.symbol(handle, "g_mime_data_wrapper_write_to_stream")
    unsafe bytes = try unsafe GMimeLibrary.symbol(handle, "g_mime_stream_mem_get_byte_array")
    unsafe header = try unsafe GMimeLibrary.symbol(handle, "g_mime_object_get_header")
    unsafe messageID = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_message_id")
    unsafe subject = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_subject")
    unsafe date = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_date")
    unsafe seconds = try unsafe GMimeLibrary.symbol(handle, "g_date_time_to_unix")
    unsafe from = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_from")
    unsafe to = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_to")
    unsafe cc = try unsafe GMimeLibrary.symbol(handle, "g_mime_message_get_cc")
    unsafe addressCount = try unsafe GMimeLibrary.symbol(handle, "internet_address_list_length")
    unsafe address = try unsafe GMimeLibrary.symbol(handle, "internet_address_list_get_address")
    unsafe name = try unsafe GMimeLibrary.symbol(handle, "internet_address_get_name")
    mailboxType = try unsafe GMimeLibrary.symbol(handle, "internet_address_mailbox_get_type")
    unsafe mailboxAddress = try unsafe GMimeLibrary.symbol(handle, "internet_address_mailbox_get_addr")
    unsafe members = try unsafe GMimeLibrary.symbol(handle, "internet_address_group_get_members")
    unsafe isInstance = try unsafe GMimeLibrary.symbol(handle, "g_type_check_instance_is_a")
    unsafe unref = try unsafe GMimeLibrary.symbol(handle, "g_object_unref")
  }

  private static func symbol<Function>(_ handle: UnsafeMutableRawPointer, _ name: String) throws(MailError) -> Function
  {
    guard let symbol = unsafe dlsym(handle, name) else { throw .missingFunction(name) }
    return unsafe unsafeBitCast(symbol, to: Function.self)
  }
}
