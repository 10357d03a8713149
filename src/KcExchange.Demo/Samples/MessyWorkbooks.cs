using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>Templates as clerks leave them: right at first, then messed up, with what must come of it.</summary>
internal static class MessyWorkbooks
{
    private static readonly MoneyUnit Millions = MoneyUnit.Parse("triệu đồng")!;

    /// <summary>Khánh Hòa: a workbook of today, messy in every way.</summary>
    /// <param name="directory">Folder.</param>
    public static string KhanhHoa(string directory) => Make(
        directory, SampleProvince.KhanhHoa, 56_2026, 240, ".xlsx", (mess, names, province) =>
        {
            Texts(mess, inFont: true);
            Numbers(mess);
            var codes = new MessyCodes(mess, names);
            codes.Retired("58", "Ninh Thuận");
            codes.Reused("15 - Yên Bái");
            codes.OtherTone("56 - Khánh Hoà", "56 - Khánh Hòa");
            codes.EatenTaxCodes();
            codes.EatenUnitCodes("8", "01234");
            codes.OneFirmTwoNames();
            Layout(mess, "Nha Trang");
        });

    /// <summary>
    /// Bắc Ninh: a workbook of Excel 97–2003. This is the .xlsx that it was saved from (samples/README.md); 24 was
    /// Bắc Giang until the reform.
    /// </summary>
    /// <param name="directory">Folder.</param>
    public static string BacNinh(string directory) => Make(
        directory, SampleProvince.BacNinh, 24_2026, 150, ".xls", (mess, names, province) =>
        {
            mess.Notice(new CellRef("", 0, 0), "Tệp Excel 97–2003", "KC-IMP-020", Severity.Info);
            Texts(mess, inFont: false);
            var numbers = new MessyNumbers(mess);
            numbers.Days();
            numbers.Twice();
            var codes = new MessyCodes(mess, names);
            codes.Retired("27", "Bắc Giang");
            codes.Reused("24 - Bắc Giang");
            codes.EatenTaxCodes();
            codes.EatenUnitCodes("8", province.Communes[0].Code);
            Layout(mess, "Bắc Giang");
        });

    private static void Texts(Mess mess, bool inFont)
    {
        var texts = new MessyTexts(mess);
        texts.Unseen();
        texts.LikeFormulas();
        texts.OldFonts(inFont);
        texts.Errors();
    }

    private static void Numbers(Mess mess)
    {
        var numbers = new MessyNumbers(mess);
        numbers.Days();
        numbers.MonthFirst();
        numbers.Amounts();
        numbers.Formula();
        numbers.Twice();
    }

    private static void Layout(Mess mess, string place)
    {
        var layout = new MessyLayout(mess);
        layout.Foot("Đề án", place, 7, 27);
        layout.Foot("Kinh phí", place, 9, 15);
        layout.OwnColumn("Đề án", "Theo dõi nội bộ phòng KC");
        layout.OwnSheet("Việc cần làm");
        layout.Merged();
        layout.Hidden();
    }

    private static string Make(
        string directory, SampleProvince province, ulong seed, int projects, string ending,
        Action<Mess, SampleNames, SampleProvince> messUp)
    {
        var dice = new Dice(seed);
        var names = new SampleNames(dice);
        var options = new TemplateOptions
        {
            Today = SampleProvince.ReferenceDate,
            Common = province.Common,
            Records = Records(province, dice, names, projects),
            Unit = Millions,
            Titles = MessyLayout.Titles(province),
        };
        var path = Path.Combine(directory, $"{province.Code}-{province.Slug}.xlsx");
        WorkbookTemplate.Write(path, options);
        var mess = new Mess(WorkbookSource.Read(path, ReadOptions.Default));
        messUp(mess, names, province);
        WorkbookTemplate.Write(path, options with { Overrides = mess.Typed });
        Wear.Out(path, mess.Habits);
        ExpectedOutcome.Of(
                Path.ChangeExtension(path, ending), province.Code, ExpectedOutcome.Count(options.Records),
                mess.Mistakes, mess.Mends, mess.Skipped)
            .Write(Path.ChangeExtension(path, ".expected.json"));
        return path;
    }

    private static List<ExchangeRecord> Records(SampleProvince province, Dice dice, SampleNames names, int count)
    {
        List<ExchangeRecord> centres = [.. new SampleCentres(province, dice, names).Make()];
        var maker = new SampleProjects(province, dice, names);
        List<ExchangeRecord> projects =
        [
            .. province.Before.SelectMany(before => maker.History(before.Code, before.Name, before.Centre, 6)),
            .. maker.Current(count),
        ];
        List<ExchangeRecord> lines = [.. new SampleFunding(province, dice).Make(projects)];
        // A sum that is written twice, the second time after another decision.
        var twice = lines.Last(line => line.Funding.Scope == "CATEGORY").Clone();
        twice.Funding.DecisionNo = "1999/QĐ-UBND";
        return [.. centres, .. projects, .. lines, twice];
    }
}
