using System.CommandLine;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Options;
using KcExchange.Agent.Reference;
using KcExchange.Agent.Shipping;

namespace KcExchange.Agent;

/// <summary>
/// The agent, whole: what the executable runs, and what tests and the demo run in their own process. Nothing that is
/// thrown inside leaves it: one sentence for the clerk, the details in the log, exit code 2.
/// </summary>
internal sealed class AgentApp
{
    private readonly AgentTerminal _terminal;
    private readonly TimeProvider _time;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<SettingName, Option<string>> _settings;
    private readonly Option<string> _config = new("--config") { Recursive = true };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Recursive = true };
    private readonly Option<bool> _fixFonts = new("--fix-fonts") { Recursive = true };

    private AgentApp(AgentTerminal terminal, TimeProvider time, Func<string, string?> environment)
    {
        (_terminal, _time, _environment) = (terminal, time, environment);
        _settings = SettingNames.All.Where(name => name.Option.Length > 0)
            .ToDictionary(name => name, name => new Option<string>(name.Option)
            {
                Recursive = true, Description = $"{name.HelpVi} / {name.HelpEn} [{name.Variable}]",
            });
        _config.Description = $"Tệp cấu hình / Configuration file [{SettingReader.DefaultFile}]";
        _fixFonts.Description = $"{SettingNames.FixFonts.HelpVi} / {SettingNames.FixFonts.HelpEn}";
        _quiet.Description = "Chỉ in dòng tổng kết / Print the closing line only";
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="args">Arguments, without the program's name.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Stops; what was acknowledged stays.</param>
    /// <param name="environment">Variables; null: those of the process.</param>
    /// <returns>0 all accepted, 1 something to mend, 2 could not run.</returns>
    internal static async Task<int> RunAsync(
        string[] args, AgentTerminal terminal, TimeProvider time, CancellationToken cancellation,
        Func<string, string?>? environment = null)
    {
        var app = new AgentApp(terminal, time, environment ?? Environment.GetEnvironmentVariable);
        // A file may be called "@x.xlsx": it holds no further arguments.
        var parsed = app.Grammar().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandLineText.Of(parsed) is { } problem)
        {
            terminal.Fail(Messages.Program.Usage(problem));
            return ExitCode.CouldNotRun;
        }
        var output = terminal.Console.Profile.Out.Writer;
        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false, Output = output, Error = terminal.Error,
            },
            cancellation);
    }

    private RootCommand Grammar()
    {
        var root = new RootCommand(
            "Gửi và kiểm tra số liệu khuyến công của tỉnh / Submits and checks a province's records")
        {
            Verb("template", "Ghi tệp mẫu để nhập số liệu / Writes the workbook to fill in",
                (run, file, _) => Task.FromResult(new TemplateCommand(run.Options, _terminal, _time).Run(file))),
            Verb("submit", "Gửi tệp, ghi kết quả từng dòng / Submits a workbook, writes the result row by row",
                (run, file, cancellation) =>
                    new SubmitCommand(run.Options, _terminal, run.Log, _time).RunAsync(file, cancellation)),
            Verb("check", "Kiểm tra tệp tại máy, không gửi / Checks a workbook here, sends nothing",
                (run, file, _) => Task.FromResult(new CheckCommand(run.Options, _terminal, run.Log, _time).Run(file))),
            MapVerb(),
        };
        root.Add(ReferenceVerb());
        foreach (var option in _settings.Values) root.Add(option);
        root.Add(_config);
        root.Add(_fixFonts);
        root.Add(_quiet);
        return root;
    }

    private Command ReferenceVerb()
    {
        var update = new Command("update", "Tải danh mục của Bộ / Fetches the ministry's reference data");
        update.SetAction((parsed, cancellation) => GuardAsync(
            "reference update", parsed, "",
            (run, _, stop) => new ReferenceCommand(run.Options, _terminal, run.Log, _time).UpdateAsync(stop),
            cancellation));
        return new Command("reference", "Danh mục, đơn vị hành chính, mức trần / Code lists, units, ceilings")
        {
            update,
        };
    }

    private Command Verb(string name, string help, Func<Run, string, CancellationToken, Task<int>> work)
    {
        var file = new Argument<string>("FILE.xlsx") { Description = "Tệp bảng tính / Workbook" };
        var command = new Command(name, help) { file };
        command.SetAction((parsed, cancellation) =>
            GuardAsync(name, parsed, parsed.GetRequiredValue(file), work, cancellation));
        return command;
    }

    private Command MapVerb()
    {
        var from = new Option<string>("--from") { Required = true, Description = "Tệp bảng tính / Workbook" };
        var to = new Option<string?>("--out")
        {
            Description = "Tệp ánh xạ sẽ ghi [TỆP.anh-xa.yaml] / Mapping to write [FILE.anh-xa.yaml]",
        };
        var accept = new Option<bool>("--accept") { Description = "Ghi ngay, không hỏi / Write without asking" };
        var command = new Command(
            "map", "Đề xuất cách đọc bảng có tiêu đề khác mẫu / Proposes how a table of other headings is read")
        {
            from, to, accept,
        };
        command.SetAction((parsed, cancellation) => GuardAsync(
            "map", parsed, parsed.GetRequiredValue(from),
            (run, file, _) => Task.FromResult(
                new MapCommand(run.Options, _terminal).Run(file, parsed.GetValue(to), parsed.GetValue(accept))),
            cancellation));
        return command;
    }

    private async Task<int> GuardAsync(
        string name, ParseResult parsed, string file, Func<Run, string, CancellationToken, Task<int>> work,
        CancellationToken cancellation)
    {
        var options = new AgentOptions { Outbox = Path.GetTempPath() };
        AgentLogFile? log = null;
        try
        {
            var reader = new SettingReader(setting => Given(parsed, setting), _environment);
            options = reader.Read(parsed.GetValue(_config), parsed.GetValue(_quiet));
            var kept = KeptReference.Read(options.Outbox);
            options = options with
            {
                Reference = kept,
                Reading = options.Reading with { Reference = kept.Book.Reference },
            };
            log = new AgentLogFile(options.Outbox, _time);
            AgentLog.Started(log, name, file, Shipment.Agent, options.Server.ToString(), options.Outbox);
            return await work(new Run(options, log), file, cancellation);
        }
#pragma warning disable CA1031 // The one place where everything ends: a clerk never sees a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log ??= new AgentLogFile(options.Outbox, _time);
            var sentence = FailureText.Of(failure, options);
            if (sentence is null) AgentLog.Unexpected(log, failure);
            else AgentLog.CouldNotRun(log, failure, sentence.En);
            _terminal.Fail(sentence ?? Messages.Program.Unexpected(log.Path));
            return ExitCode.CouldNotRun;
        }
    }

    private string? Given(ParseResult parsed, SettingName setting)
    {
        if (setting == SettingNames.FixFonts) return parsed.GetValue(_fixFonts) ? "true" : null;
        return parsed.GetValue(_settings[setting]);
    }

    /// <summary>What every command gets.</summary>
    private sealed record Run(AgentOptions Options, AgentLogFile Log);
}
