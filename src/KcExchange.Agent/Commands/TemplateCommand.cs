using KcExchange.Agent.Options;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Commands;

/// <summary>`template FILE.xlsx`: writes the empty workbook.</summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where it writes.</param>
/// <param name="time">Clock.</param>
internal sealed class TemplateCommand(AgentOptions options, AgentTerminal terminal, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <param name="file">Path of the workbook; must not exist.</param>
    internal int Run(string file)
    {
        var path = Path.GetFullPath(file);
        if (!path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new AgentException(Messages.Program.NotXlsx(path));
        // A clerk's filled-in workbook must not be lost to a template of the same name.
        if (File.Exists(path)) throw new AgentException(Messages.Program.Exists(path));
        WorkbookTemplate.Write(path, new TemplateOptions
        {
            Today = VietnamTime.Today(time), Reference = options.Reference.Book.Reference,
        });
        if (!options.Quiet) terminal.Line(Messages.Screen.TemplateAt(path).In(options.Language));
        return ExitCode.AllGood;
    }
}
