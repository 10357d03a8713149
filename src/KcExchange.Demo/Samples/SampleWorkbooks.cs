using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>
/// Makes the sample workbooks: real codes, communes and lists, plausible amounts, invented people. The same on every
/// run.
/// </summary>
public static class SampleWorkbooks
{
    private const int Projects = 150;
    private const int OldProjects = 12;

    /// <summary>Writes the samples, each with its expected outcome beside it.</summary>
    /// <param name="directory">Folder; made when it is not there.</param>
    /// <param name="rows">Null: the samples of the repository. Else one big workbook without mistakes of so many
    /// rows.</param>
    /// <returns>Paths of the workbooks.</returns>
    public static IReadOnlyList<string> Make(string directory, int? rows)
    {
        Directory.CreateDirectory(directory);
        if (rows is { } count) return [MakeBig(directory, count)];
        return
        [
            MakeClean(directory, SampleProvince.TuyenQuang),
            MakeWithMistakes(directory, SampleProvince.TayNinh),
            MessyWorkbooks.KhanhHoa(directory),
            MessyWorkbooks.BacNinh(directory),
            ForeignTables.DongNai(directory),
        ];
    }

    private static string MakeClean(string directory, SampleProvince province)
    {
        var dice = new Dice(20260930);
        var names = new SampleNames(dice);
        var centres = new SampleCentres(province, dice, names).Make().ToList();
        var maker = new SampleProjects(province, dice, names);
        List<ExchangeRecord> projects =
        [
            .. province.Before.SelectMany(before =>
                maker.History(before.Code, before.Name, before.Centre, OldProjects)),
            .. maker.Current(Projects),
        ];
        var path = PathOf(directory, province, "");
        Write(path, province, [.. centres, .. projects, .. new SampleFunding(province, dice).Make(projects)], []);
        return path;
    }

    private static string MakeWithMistakes(string directory, SampleProvince province)
    {
        var dice = new Dice(80_2026);
        var names = new SampleNames(dice);
        var centres = new SampleCentres(province, dice, names);
        List<ExchangeRecord> first = [.. centres.Make()];
        var projects = new SampleProjects(province, dice, names).Current(Projects).ToList();
        List<ExchangeRecord> records = [.. first, .. projects, .. new SampleFunding(province, dice).Make(projects)];
        var path = PathOf(directory, province, "");
        // First without mistakes: where a field stands is what the reader says, not what we reckon here.
        Write(path, province, records, []);
        var right = WorkbookSource.Read(path, ReadOptions.Default);
        Write(path, province, records, new TwentyMistakes(right, centres.SecondCode).All());
        return path;
    }

    private static string MakeBig(string directory, int rows)
    {
        var province = SampleProvince.TuyenQuang;
        var dice = new Dice((ulong)rows);
        var names = new SampleNames(dice);
        List<ExchangeRecord> records = [.. new SampleCentres(province, dice, names).Make()];
        var maker = new SampleProjects(province, dice, names);
        // Each project brings at most one line, and there are never more than a hundred sums.
        var projects = maker.Finished(Math.Max(0, (rows - records.Count - 100) / 2)).ToList();
        var lines = new SampleFunding(province, dice).Make(projects).ToList();
        var rest = Math.Max(0, rows - records.Count - projects.Count - lines.Count);
        records = [.. records, .. projects, .. maker.Finished(rest), .. lines];
        var path = PathOf(directory, province, string.Create(CultureInfo.InvariantCulture, $"-{rows}"));
        Write(path, province, records.GetRange(0, Math.Min(rows, records.Count)), []);
        return path;
    }

    private static string PathOf(string directory, SampleProvince province, string suffix) =>
        Path.Combine(directory, $"{province.Code}-{province.Slug}{suffix}.xlsx");

    private static void Write(
        string path, SampleProvince province, IReadOnlyList<ExchangeRecord> records,
            IReadOnlyList<SampleMistake> mistakes)
    {
        WorkbookTemplate.Write(path, new TemplateOptions
        {
            Today = SampleProvince.ReferenceDate,
            Common = province.Common,
            Records = records,
            Overrides = mistakes.SelectMany(mistake => mistake.Changes).ToDictionary(),
        });
        ExpectedOutcome.Of(path, province.Code, ExpectedOutcome.Count(records), mistakes, [], [])
            .Write(Path.ChangeExtension(path, ".expected.json"));
    }
}
