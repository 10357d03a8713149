namespace KcExchange.Agent;

/// <summary>Names and texts of the sheets that template and result write.</summary>
internal static partial class Messages
{
    /// <summary>Names by which sheets and labels are recognised again.</summary>
    internal static class Names
    {
        public const string CommonSheet = "Thông tin chung";
        public const string CodeSheet = "Danh mục";
        public const string MendSheet = "Cần sửa";
        public const string SummarySheet = "Tổng hợp";
        public const string UnitLabel = "Đơn vị tính tiền";

        /// <summary>Sheets that template or result add, and that are never read.</summary>
        public static string[] OwnSheets { get; } = [CodeSheet, MendSheet, SummarySheet];
    }
}
