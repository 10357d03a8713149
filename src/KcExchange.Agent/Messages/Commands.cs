using KcExchange.Agent.Options;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>
/// Sentences of the commands: what could not be done, why, what to do. Texts of tables: Console.cs.
/// </summary>
internal static partial class Messages
{
    /// <summary>The outbox.</summary>
    internal static class Outbox
    {
        public static Bilingual InUse(string folder) => new(
            $"Hộp gửi {folder} đang được một chương trình khác dùng. Hãy đợi chương trình đó xong rồi chạy lại.",
            $"Outbox {folder} is in use by another agent. Wait until it has ended, then run this again.");

        public static Bilingual DiskFull(string folder) => new(
            $"Đĩa chứa hộp gửi {folder} đã đầy. Dữ liệu đã lưu không mất; hãy giải phóng dung lượng rồi chạy lại.",
            $"The disk of outbox {folder} is full. What was stored is not lost; free some space and run this again.");

        public static Bilingual NotWritable(string folder) => new(
            $"Không ghi được hộp gửi {folder}. Hãy kiểm tra thư mục và quyền ghi, hoặc chọn nơi khác bằng --outbox.",
            $"Outbox {folder} cannot be written. Check the folder and its rights, or choose another with --outbox.");

        public static Bilingual Damaged(string folder) => new(
            $"Hộp gửi {folder} bị hỏng hoặc không phải của chương trình này. "
                + "Hãy đổi tên thư mục đó rồi chạy lại: bản ghi đã nhận sẽ không bị ghi hai lần.",
            $"Outbox {folder} is damaged or not one of this program. Rename that folder and run this again: "
                + "records already received will not be doubled.");

        public static Bilingual OtherVersion(string folder) => new(
            $"Hộp gửi {folder} do phiên bản khác của chương trình tạo ra. Hãy dùng phiên bản mới nhất.",
            $"Outbox {folder} was made by another version of this program. Use the latest version.");
    }

    /// <summary>Settings.</summary>
    internal static class Settings
    {
        public static Bilingual NoConfig(string path) => new(
            $"Không đọc được tệp cấu hình {path}. Hãy kiểm tra tên, thư mục và quyền đọc.",
            $"Configuration file {path} cannot be read. Check its name, folder and rights.");

        public static Bilingual BadConfig(string path, long line) => new(
            $"Tệp cấu hình {path}, dòng {line}: sai cú pháp JSON. Hãy kiểm tra dấu phẩy, dấu hai chấm, dấu ngoặc kép.",
            $"Configuration file {path}, line {line}: this is no JSON. Check its commas, colons and quotes.");

        public static Bilingual UnknownSetting(string path, string name, string? nearest) => new(
            $"Tệp cấu hình {path} có mục không hiểu được: \"{name}\"."
                + (nearest is null ? "" : $" Có phải \"{nearest}\"?"),
            $"Configuration file {path} has an unknown setting \"{name}\"."
                + (nearest is null ? "" : $" Did you mean \"{nearest}\"?"));

        public static Bilingual BadValue(string name, string value) => new(
            $"Giá trị \"{value}\" của {name} không hợp lệ.", $"Value \"{value}\" of {name} is not valid.");

        /// <summary>A value that is none of those allowed.</summary>
        /// <param name="setting">The setting; its help says what is allowed.</param>
        /// <param name="name">By what name it was given.</param>
        /// <param name="value">What was given.</param>
        public static Bilingual BadValue(SettingName setting, string name, string value)
        {
            var bad = BadValue(name, value);
            return new($"{bad.Vi} {setting.HelpVi}.", $"{bad.En} {setting.HelpEn}.");
        }

        public static Bilingual NoCertificate { get; } = new(
            "Chưa cho biết tệp chứng thư của đơn vị: hãy dùng --cert, biến môi trường KCX_CERT hoặc tệp cấu hình.",
            "Your certificate is not given: use --cert, the environment variable KCX_CERT or the configuration file.");

        public static Bilingual NoAuthority { get; } = new(
            "Chưa cho biết chứng thư của cơ quan chứng thực (ca.pem): hãy dùng --ca, biến môi trường KCX_CA "
                + "hoặc tệp cấu hình.",
            "The authority's certificate (ca.pem) is not given: use --ca, the environment variable KCX_CA "
                + "or the configuration file.");
    }

    /// <summary>Certificates and the link.</summary>
    internal static class Link
    {
        public static Bilingual CertificateNotFound(string path) => new(
            $"Không tìm thấy tệp chứng thư {path}.", $"Certificate file {path} was not found.");

        public static Bilingual CertificateUnreadable(string path) => new(
            $"Không đọc được tệp chứng thư {path}: sai định dạng, sai mật khẩu hoặc không có quyền đọc.",
            $"Certificate file {path} cannot be read: wrong format, wrong password, or not permitted.");

        public static Bilingual CertificateWithoutKey(string path) => new(
            $"Chứng thư {path} không có khóa bí mật đi kèm. Hãy dùng tệp .pfx hoặc cặp .pem và .key.pem.",
            $"Certificate {path} has no private key with it. Use the .pfx, or the pair of .pem and .key.pem.");

        public static Bilingual KeyReadableByAll(string path) => new(
            $"Mọi người dùng máy này đều đọc được khóa bí mật {path}. Hãy chỉ cho chủ tệp quyền đọc: chmod 600.",
            $"Every user of this machine can read the private key {path}. Let only its owner read it: chmod 600.");

        public static Bilingual NotTrusted(string server) => new(
            $"Máy chủ {server} không do cơ quan chứng thực đã chỉ định xác nhận, nên không gửi gì. "
                + "Hãy kiểm tra địa chỉ và tệp --ca; có thể mạng nội bộ đang chặn giữa.",
            $"Server {server} is not vouched for by the given authority: nothing was sent. "
                + "Check the address and --ca; something on the network may be in between.");

        public static Bilingual WrongHost(string server) => new(
            $"Chứng thư của máy chủ là của tên khác, không phải {server}, nên không gửi gì. "
                + "Hãy kiểm tra địa chỉ --server.",
            $"The server's certificate is for another name than {server}: nothing was sent. Check --server.");

        public static Bilingual CredentialUnknown { get; } = new(
            "Máy chủ không biết chứng thư này, hoặc chứng thư đã hết hạn. Hãy xin Bộ cấp chứng thư mới.",
            "The server does not know this certificate, or it is out of date. Ask the ministry for a new one.");

        public static Bilingual CredentialMissing { get; } = new(
            "Máy chủ không nhận được chứng thư nào từ máy này. Hãy kiểm tra --cert.",
            "The server was shown no certificate. Check --cert.");

        public static Bilingual CredentialRevoked { get; } = new(
            "Chứng thư này đã bị thu hồi. Hãy liên hệ Bộ để được cấp chứng thư mới.",
            "This certificate was revoked. Ask the ministry for a new one.");

        public static Bilingual NotAllowed { get; } = new(
            "Chứng thư này không có quyền gửi dữ liệu. Hãy liên hệ Bộ để được cấp quyền.",
            "This certificate may not submit records. Ask the ministry for the right.");

        public static Bilingual Away(string server) => new(
            $"Không liên lạc được với máy chủ {server}. Dữ liệu đã được giữ trong hộp gửi, không mất; "
                + "hãy kiểm tra mạng rồi chạy lại đúng lệnh này để gửi tiếp.",
            $"Server {server} cannot be reached. The data are kept in the outbox, nothing is lost; "
                + "check the network and run the same command again to go on.");

        public static Bilingual Busy { get; } = new(
            "Máy chủ đang bận hoặc đang bảo trì. Dữ liệu đã được giữ trong hộp gửi; hãy chạy lại lệnh này sau ít phút.",
            "The server is busy or under maintenance. The data are kept in the outbox; "
                + "run this again in a few minutes.");
    }

    /// <summary>Shipping.</summary>
    internal static class Shipping
    {
        public static Bilingual Superseded(string instance) => new(
            $"Một máy khác ({instance}) đang gửi chính đợt này, nên máy này dừng lại.",
            $"Another installation ({instance}) is sending this very submission, so this one stops.");

        public static Bilingual PeriodLocked { get; } = new(
            "Kỳ báo cáo của đợt gửi này đã khóa. Hãy điền «Văn bản đề nghị điều chỉnh» rồi gửi lại, hoặc đề nghị Bộ mở "
                + "lại kỳ.",
            "The report period of this submission is locked. Give the number of the correction request and send again, "
                + "or ask the ministry to reopen the period.");

        public static Bilingual ServerRestored(int submissions) => new(
            $"Máy chủ của Bộ đã được khôi phục về bản dữ liệu cũ và thiếu {submissions} đợt gửi mà máy này đã được báo "
                + "nhận; chương trình tự gửi lại từ hộp gửi, không mất gì, anh/chị không phải làm gì thêm.",
            $"The ministry's server was put back to an older state and lacked {submissions} submissions that it had "
                + "acknowledged; they are sent again from the outbox, nothing is lost and there is nothing to do.");

        public static Bilingual NotSentAgain(string period) => new(
            $"Một đợt gửi của kỳ {period} mà máy chủ đã làm mất chưa gửi lại được vì kỳ này đã khóa. "
                + "Hãy đề nghị Bộ mở lại kỳ rồi chạy lại lệnh này; dữ liệu vẫn còn trong hộp gửi.",
            $"A submission of period {period} that the server has lost could not be sent again: the period is locked. "
                + "Ask the ministry to reopen it and run this again; the data are kept in the outbox.");

        public static Bilingual NotTaken(string reason) => new(
            $"Máy chủ không nhận tiếp đợt gửi này ({reason}). Dữ liệu vẫn còn trong hộp gửi; hãy báo cho Bộ.",
            $"The server does not take this submission any further ({reason}). The data are still in the outbox; "
                + "tell the ministry.");

        public static Bilingual SealRefused(string state) => new(
            $"Máy chủ chưa chốt được đợt gửi này (trạng thái {state}). Dữ liệu đã được nhận; hãy báo cho Bộ.",
            $"The server did not seal this submission (state {state}). The records were received; tell the ministry.");

        public static Bilingual Outdated { get; } = new(
            "Chương trình này và máy chủ khác phiên bản nên không hiểu nhau. Hãy cập nhật chương trình.",
            "This program and the server are of versions that do not fit. Update this program.");

        public static Bilingual ServerFault(string requestId) => new(
            $"Máy chủ gặp lỗi bên trong (mã {requestId}). Dữ liệu vẫn còn trong hộp gửi; hãy chạy lại sau "
                + "và báo mã này cho Bộ nếu lỗi lặp lại.",
            $"The server had an internal fault (id {requestId}). The data are still in the outbox; "
                + "run this again later "
                + "and tell the ministry this id if it stays.");

        public static Bilingual RecordTooLarge(string sheet, int row) => new(
            $"Dòng {row} trang \"{sheet}\" quá lớn để gửi. Hãy rút gọn nội dung hoặc bớt dòng con của nó.",
            $"Row {row} of sheet \"{sheet}\" is too large to send. Shorten it, or give it fewer child rows.");

        public static Bilingual SentButNoResult(Bilingual why) => new(
            $"Dữ liệu đã gửi xong và Bộ đã nhận, chỉ thiếu tệp kết quả. {why.Vi} "
            + "Hãy khắc phục rồi chạy lại đúng lệnh này.",
            $"The data were sent and received, only the result is missing. {why.En} Mend that and run this again.");

        public static Bilingual ReceiptNotGood { get; } = new(
            "Biên nhận của máy chủ không kiểm chứng được bằng chứng thư của cơ quan chứng thực. "
                + "Dữ liệu đã được nhận, nhưng hãy báo cho Bộ trước khi dùng biên nhận.",
            "The server's receipt could not be verified with the authority's certificate. "
                + "The records were received, but tell the ministry before you rely on the receipt.");

        public static Bilingual Cancelled { get; } = new(
            "Đã dừng theo yêu cầu. Phần đã được nhận vẫn giữ nguyên; chạy lại đúng lệnh này để gửi tiếp.",
            "Stopped as asked. What was received stays; run the same command again to go on.");
    }

    /// <summary>Everything else.</summary>
    internal static class Program
    {
        public static Bilingual Unexpected(string log) => new(
            $"Có lỗi không lường trước. Chi tiết ở tệp {log}; hãy gửi tệp đó cho người hỗ trợ.",
            $"Something unexpected went wrong. Details are in {log}; send that file to your support.");

        public static Bilingual DiskFull { get; } = new(
            "Đĩa đã đầy. Hãy giải phóng dung lượng rồi chạy lại.",
            "The disk is full. Free some space and run this again.");

        public static Bilingual FileProblem(string path) => new(
            $"Không đọc hoặc ghi được {(path.Length > 0 ? path : "một tệp")}. Hãy kiểm tra tên, thư mục, quyền và dung "
                + "lượng đĩa rồi chạy lại.",
            $"{(path.Length > 0 ? path : "A file")} cannot be read or written. Check names, folders, rights and disk "
                + "space and run this again.");

        public static Bilingual Exists(string path) => new(
            $"Tệp {path} đã có sẵn nên không ghi đè. Hãy chọn tên khác.",
            $"File {path} exists and is not overwritten. Choose another name.");

        public static Bilingual NotXlsx(string path) => new(
            $"Tên tệp {path} phải có đuôi .xlsx.", $"The name of file {path} must end with .xlsx.");

        public static Bilingual Usage(Bilingual problem) => new(
            $"Lệnh chưa đúng: {problem.Vi} Gõ --help để xem cách dùng.", $"Wrong command: {problem.En} See --help.");

        public static Bilingual NoCommand(IEnumerable<string> known) => new(
            $"chưa có tên lệnh. Hãy chọn một trong: {string.Join(", ", known)}.",
            $"no command is given. Choose one of: {string.Join(", ", known)}.");

        public static Bilingual UnknownWord(string word, string? nearest) => new(
            $"không hiểu «{word}».{(nearest is null ? "" : $" Có phải «{nearest}»?")}",
            $"unknown «{word}».{(nearest is null ? "" : $" Did you mean «{nearest}»?")}");

        public static Bilingual OneWordTooMany(string word) => new(
            $"thừa «{word}». Mỗi lần chỉ một tệp; tên tệp có dấu cách thì đặt trong nháy kép.",
            $"«{word}» is one too many. Give one file; put a name with blanks in quotes.");

        public static Bilingual NoFile(string command) => new(
            $"lệnh {command} cần tên tệp, ví dụ: {command} so-lieu.xlsx.",
            $"{command} needs the name of a file, e.g. {command} my-province.xlsx.");

        public static Bilingual NoOption(string command, string option) => new(
            $"lệnh {command} cần {option}, ví dụ: {command} {option} so-lieu.xlsx.",
            $"{command} needs {option}, e.g. {command} {option} my-province.xlsx.");

        public static Bilingual NoValue(string option) => new(
            $"sau {option} chưa có giá trị.", $"{option} needs a value behind it.");

        public static Bilingual OptionTwice(string option) => new(
            $"{option} được ghi hơn một lần.", $"{option} is given more than once.");
    }
}
