using System.CommandLine;
using System.Text;
using KcExchange.Server.Reference;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Support;

/// <summary>The ministry's operator at the server's machine: the real commands over the server's store.</summary>
internal sealed class Ministry(TestServer server) : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>What the last command wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What it wrote on what is wrong.</summary>
    public string Error { get; private set; } = "";

    /// <summary>What a person answers; null = a script, nobody to ask.</summary>
    public string? Answer { get; set; }

    public string PathOf(string name) => _folder.File(name);

    /// <summary>A file for a command.</summary>
    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(_folder.File(name), content);
        return _folder.File(name);
    }

    /// <summary>Runs `reference …`.</summary>
    public async Task<int> RunAsync(params string[] args)
    {
        Func<string, string?>? ask = Answer is null ? null : _ => Answer;
        var command = new ReferenceCommands(() => server.Options, server.Time, ask).Build();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await command.Parse(args).InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false, Output = output, Error = error,
        });
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>Loads one file; fails the test when it is not taken.</summary>
    public async Task LoadAsync(string name, string content)
    {
        var code = await RunAsync("load", File(name, content), "--yes");
        Assert.True(code == 0, Output + Error);
    }

    public void Dispose() => _folder.Dispose();
}
