using KcExchange.Agent.Options;
using KcExchange.Client;
using KcExchange.V1;
using Spectre.Console;

namespace KcExchange.Agent.Commands;

/// <summary>
/// Shows how far a submission is: a bar on a screen, a line per quarter elsewhere, nothing when quiet.
/// </summary>
/// <param name="terminal">Where.</param>
/// <param name="options">Settings.</param>
/// <param name="total">Records in all.</param>
internal sealed class ShippingView(AgentTerminal terminal, AgentOptions options, long total)
{
    private ProgressTask? _bar;
    private long _shown;

    /// <summary>Runs something that reports here.</summary>
    internal async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        if (options.Quiet || !terminal.Moving) return await work();
        return await terminal.Console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async screen =>
            {
                _bar = screen.AddTask(
                    Markup.Escape(Messages.Screen.Sending.In(options.Language)), maxValue: Math.Max(1, total));
                return await work();
            });
    }

    /// <summary>Records acknowledged so far.</summary>
    internal void Report(long done)
    {
        if (_bar is not null)
        {
            _bar.Value = done;
            _bar.Description = Markup.Escape(Messages.Screen.Sent(done, total).In(options.Language));
            return;
        }
        // A file or pipe gets few lines: at each quarter.
        if (options.Quiet || (done < total && done - _shown < total / 4.0) || done == _shown) return;
        _shown = done;
        terminal.Line(Messages.Screen.Sent(done, total).In(options.Language));
    }

    /// <summary>The link broke and is made again.</summary>
    internal void Report(RetryNotice notice)
    {
        var seconds = (int)Math.Ceiling(notice.Delay.TotalSeconds);
        var text = notice.Error.Reason == ErrorReason.Draining
            ? Messages.Screen.Draining(seconds).In(options.Language)
            : Messages.Screen.Retrying(seconds).In(options.Language);
        if (_bar is not null) _bar.Description = Markup.Escape(text);
        else if (!options.Quiet) terminal.Line(text);
    }
}
