using System.CommandLine;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Reference;

/// <summary>`reference load`, `diff` and `export`: the ministry's work on the law as data.</summary>
/// <param name="options">Settings.</param>
/// <param name="time">Clock.</param>
/// <param name="ask">Puts a question to a person and reads the answer; null = there is none (a script).</param>
internal sealed class ReferenceCommands(Func<ServerOptions> options, TimeProvider time, Func<string, string?>? ask)
{
    private const int Good = 0;
    private const int NotConfirmed = 1;
    private const int Bad = 2;
    private const int MostProblems = 100;
    private const int LongestNote = 1000;

    private readonly Argument<string[]> _files = new("FILE.csv")
    {
        Description = "Files by the names that `reference export` gives them.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _province = new("--province")
    {
        Description = "The one file holds this province's own ceilings; they take the place of its rows.",
    };

    private readonly Option<int> _lines = new("--lines")
    {
        Description = "Most rows of each sort that are shown.", DefaultValueFactory = _ => 20,
    };

    public Command Build()
    {
        var command = new Command("reference", "Code lists, units, ceilings, transitions, severities and settings.");
        command.Subcommands.Add(BuildLoad());
        command.Subcommands.Add(BuildDiff());
        command.Subcommands.Add(BuildExport());
        return command;
    }

    private Command BuildLoad()
    {
        var note = new Option<string>("--note") { Description = "Why, e.g. the decision it carries out." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask before it loads." };
        var load = new Command("load", "Brings files into force, after showing what that would change.")
        {
            _files, note, yes, _province, _lines,
        };
        load.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(note) is { Length: > LongestNote })
                throw new ArgumentException($"--note: at most {LongestNote} characters.");
            var storage = await OpenAsync(cancellation);
            var plan = await PlanAsync(parsed, storage, cancellation);
            if (!Show(parsed, plan)) return Bad;
            if (plan.ChangesNothing) return Good;
            await ShowEffectAsync(parsed, storage, plan, cancellation);
            if (!parsed.GetValue(yes) && Confirm(parsed) is { } refused) return refused;
            var book = await plan.WriteAsync(storage, Who(), parsed.GetValue(note) ?? "", time);
            Say(parsed, $"Loaded {book.Reference.Version}, rule set {book.Rules.Version}. Servers change over within "
                + $"{options().Limits.ReferenceSeconds} seconds of their next call.");
            return Good;
        });
        return load;
    }

    private Command BuildDiff()
    {
        var diff = new Command("diff", "Shows what loading files would change; loads nothing.")
        {
            _files, _province, _lines,
        };
        diff.SetAction(async (parsed, cancellation) =>
        {
            var storage = await OpenAsync(cancellation);
            var plan = await PlanAsync(parsed, storage, cancellation);
            if (!Show(parsed, plan)) return Bad;
            if (!plan.ChangesNothing) await ShowEffectAsync(parsed, storage, plan, cancellation);
            return Good;
        });
        return diff;
    }

    private Command BuildExport()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder; made where it is not there." };
        var export = new Command("export", "Writes the files in force, byte for byte as they were loaded.") { folder };
        export.SetAction(async (parsed, cancellation) =>
        {
            var loaded = await ReferenceStore.RequireAsync(await OpenAsync(cancellation), cancellation);
            var files = loaded.Book.Reference.Files;
            var into = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            foreach (var path in ReferenceTables.All.Select(table => Path.Combine(into, table.Name)))
                if (File.Exists(path)
                    && !files.Bytes(Path.GetFileName(path)).Span.SequenceEqual(File.ReadAllBytes(path)))
                    throw new IOException($"{path} is there with other content; choose another folder.");
            foreach (var table in ReferenceTables.All)
                await File.WriteAllBytesAsync(
                    Path.Combine(into, table.Name), files.Bytes(table.Name), cancellation);
            Say(parsed, $"{loaded.Book.Reference.Version}: {ReferenceTables.All.Count} files in {into}");
            return Good;
        });
        return export;
    }

    private async Task<StorageProvider> OpenAsync(CancellationToken cancellation)
    {
        var storage = StorageProviders.Create(options());
        await storage.PrepareAsync(cancellation);
        return storage;
    }

    private async Task<ReferencePlan> PlanAsync(
        ParseResult parsed, StorageProvider storage, CancellationToken cancellation)
    {
        var before = await ReferenceStore.RequireAsync(storage, cancellation);
        List<(string Name, byte[] Content)> files = [];
        foreach (var path in parsed.GetValue(_files)!)
            files.Add((Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellation)));
        if (files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count() < files.Count)
            throw new ArgumentException("Two of the files have the same name.");
        if (parsed.GetValue(_province) is not { } province) return ReferencePlan.Replace(before, files);
        if (files.Count != 1) throw new ArgumentException("--province goes with one file.");
        if (!before.Book.Reference.Units.WasEverProvince(province))
            throw new ArgumentException($"--province {province}: there is no such province.");
        return ReferencePlan.MergeCeilings(before, province, files[0].Name, files[0].Content);
    }

    /// <summary>Shows what is wrong, or what differs; false when something is wrong.</summary>
    private bool Show(ParseResult parsed, ReferencePlan plan)
    {
        foreach (var problem in plan.Problems.Take(MostProblems))
            parsed.InvocationConfiguration.Error.WriteLine(problem);
        if (plan.Problems.Count > MostProblems)
            parsed.InvocationConfiguration.Error.WriteLine($"… and {plan.Problems.Count - MostProblems} more.");
        if (plan.Problems.Count > 0)
        {
            var things = plan.Problems.Count == 1 ? "1 thing" : $"{plan.Problems.Count} things";
            parsed.InvocationConfiguration.Error.WriteLine($"Nothing was loaded: {things} to mend.");
            return false;
        }
        Say(parsed, $"In force: {plan.Before.Book.Reference.Version}, rule set {plan.Before.Book.Rules.Version}");
        if (plan.ChangesNothing) Say(parsed, "The files are those in force: nothing changes.");
        foreach (var file in ReferenceDifference.Between(plan.Before.Book.Reference.Files, plan.Files))
            foreach (var line in file.Lines(parsed.GetValue(_lines))) Say(parsed, line);
        return true;
    }

    private async Task ShowEffectAsync(
        ParseResult parsed, StorageProvider storage, ReferencePlan plan, CancellationToken cancellation)
    {
        var today = VietnamTime.Today(time);
        var effect = await VerdictEffect.MeasureAsync(
            storage, plan.Before.Book, plan.Book(today), today, cancellation);
        Say(parsed, $"Stored records: {effect.Judged}; other verdict: {effect.Affected}; "
            + $"would be refused if sent again: {effect.Refused}");
        foreach (var ((rule, change), records) in effect.ByRule) Say(parsed, $"  {rule} {change}: {records} records");
        foreach (var (province, records) in effect.ByProvince) Say(parsed, $"  province {province}: {records} records");
        foreach (var rule in effect.NotCounted.Order(StringComparer.Ordinal))
            Say(parsed, $"  {rule} reads stored state: what it would find shows when a record is sent again");
    }

    /// <summary>Null = a person said yes.</summary>
    private int? Confirm(ParseResult parsed)
    {
        if (ask is null)
        {
            parsed.InvocationConfiguration.Error.WriteLine("Nothing was loaded: give --yes to load without asking.");
            return Bad;
        }
        if (ask("Load it? (yes/no) ")?.Trim() is "yes" or "y") return null;
        Say(parsed, "Nothing was loaded.");
        return NotConfirmed;
    }

    private static string Who() => Environment.UserName is { Length: > 100 } name ? name[..100] : Environment.UserName;

    private static void Say(ParseResult parsed, string line) => parsed.InvocationConfiguration.Output.WriteLine(line);
}
