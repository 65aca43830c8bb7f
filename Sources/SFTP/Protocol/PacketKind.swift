/// The packet kinds of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 3).
enum PacketKind: UInt8 {
  case initialize = 1
  case version = 2
  case open = 3
  case close = 4
  case read = 5
  case write = 6
  case linkStatus = 7
  case handleStatus = 8
  case setStatus = 9
  case setHandleStatus = 10
  case openFolder = 11
  case readFolder = 12
  case remove = 13
  case makeFolder = 14
  case removeFolder = 15
  case realPath = 16
  case status = 17
  case rename = 18
  case replyStatus = 101
  case replyHandle = 102
  case replyData = 103
  case replyNames = 104
  case replyAttributes = 105
  case extended = 200
  case replyExtended = 201
}
