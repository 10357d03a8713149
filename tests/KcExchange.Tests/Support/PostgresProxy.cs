using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KcExchange.Tests.Support;

/// <summary>What is done to one message of a transaction.</summary>
internal enum Fault
{
    /// <summary>Nothing: the messages are only counted.</summary>
    None,

    /// <summary>The connection is cut before the message is passed on.</summary>
    Cut,

    /// <summary>The message is passed on, the database's answer to it is not: the connection is cut instead.</summary>
    LoseAnswer,

    /// <summary>A deed of the test's is done before the message is passed on.</summary>
    Before,

    /// <summary>The same right after the message was passed on: the answer to it is lost.</summary>
    After,
}

/// <summary>
/// Stands between a server and PostgreSQL and reads what the server sends, message by message: of the first transaction
/// after <see cref="Arm"/> it counts them all, and at the one that was named it makes a fault.
/// </summary>
internal sealed class PostgresProxy : IDisposable
{
    private const int PlainProtocol = 196608;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _sockets = [];
    private readonly int _database;
    private readonly Lock _gate = new();
    private Watch? _watch;

    public PostgresProxy(int databasePort)
    {
        _database = databasePort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Watches the next transaction that begins on any connection.</summary>
    /// <param name="at">Number of the message at which the fault is made, from 1.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="deed">What <see cref="Fault.Before"/> and <see cref="Fault.After"/> do.</param>
    public Watch Arm(int at = 0, Fault fault = Fault.None, Func<Task>? deed = null)
    {
        lock (_gate) return _watch = new Watch(at, fault, deed ?? (() => Task.CompletedTask));
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _sockets) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient server)
    {
        using var database = new TcpClient { NoDelay = true };
        using (server)
        {
            _sockets.Add(server);
            _sockets.Add(database);
            server.NoDelay = true;
            try
            {
                await database.ConnectAsync(IPAddress.Loopback, _database);
                var link = new Link(server.GetStream(), database.GetStream());
                await Task.WhenAny(ForwardAsync(link), BackAsync(link));
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
            {
                // The database is down: the server's connection ends with this one.
            }
        }
    }

    /// <summary>Server to database, one message at a time.</summary>
    private async Task ForwardAsync(Link link)
    {
        var started = false;
        while (await ReadAsync(link.Server, typed: started) is { } message)
        {
            var watch = started ? WatchOf(link, message) : null;
            // Before it begins a connection may ask for encryption, and is told that there is none.
            if (!started) started = BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)) == PlainProtocol;
            var done = new TaskCompletionSource();
            switch (watch?.Next(message))
            {
                case Fault.Cut:
                    return;
                case Fault.LoseAnswer:
                    link.Silence = Task.CompletedTask;
                    break;
                case Fault.Before:
                    await watch.DeedAsync();
                    break;
                case Fault.After:
                    // An answer on its way is held until the deed is done, and lost then.
                    link.Silence = done.Task;
                    break;
                default:
                    break;
            }
            await link.Database.WriteAsync(message);
            if (link.Silence != done.Task) continue;
            await watch!.DeedAsync();
            done.SetResult();
        }
    }

    private static async Task BackAsync(Link link)
    {
        var buffer = new byte[1 << 16];
        while (await link.Database.ReadAsync(buffer) is > 0 and var read)
        {
            // This is the answer to the message: it arrived, and nobody hears of it.
            if (link.Silence is { } silence)
            {
                await silence;
                return;
            }
            await link.Server.WriteAsync(buffer.AsMemory(0, read));
        }
        // The database is gone; the server learns it when the deed is done.
        if (link.Silence is { } last) await last;
    }

    /// <summary>The watch, when the message belongs to the transaction that it watches.</summary>
    private Watch? WatchOf(Link link, byte[] message)
    {
        lock (_gate)
        {
            if (link.Watch is null && _watch is not null
                && Watch.Describe(message).StartsWith("Q BEGIN", StringComparison.Ordinal))
                (link.Watch, _watch) = (_watch, null);
            var watch = link.Watch;
            if (watch is { Ended: true }) link.Watch = watch = null;
            return watch;
        }
    }

    /// <summary>One message: a type where the connection has begun, a length, the rest.</summary>
    private static async Task<byte[]?> ReadAsync(NetworkStream stream, bool typed)
    {
        var head = new byte[typed ? 5 : 4];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4));
        var message = new byte[head.Length - 4 + length];
        head.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(head.Length));
        return message;
    }

    /// <summary>One connection and its other half.</summary>
    private sealed class Link(NetworkStream server, NetworkStream database)
    {
        private Task? _silence;

        public NetworkStream Server { get; } = server;

        public NetworkStream Database { get; } = database;

        public Watch? Watch { get; set; }

        /// <summary>Once set no answer is passed on any more: the connection ends when this has.</summary>
        public Task? Silence
        {
            get => Volatile.Read(ref _silence);
            set => Volatile.Write(ref _silence, value);
        }
    }
}

/// <summary>The messages of one transaction, and the fault that is made at one of them.</summary>
/// <param name="at">Number of the message, from 1.</param>
/// <param name="fault">The fault.</param>
/// <param name="deed">What is done at it.</param>
internal sealed class Watch(int at, Fault fault, Func<Task> deed)
{
    private readonly List<string> _steps = [];

    /// <summary>Type and beginning of each message, in order.</summary>
    public IReadOnlyList<string> Steps => _steps;

    /// <summary>The fault, once it was made.</summary>
    public Fault Struck { get; private set; }

    /// <summary>COMMIT was sent.</summary>
    public bool Ended { get; private set; }

    public Func<Task> DeedAsync { get; } = deed;

    /// <summary>Enters a message and says what is done at it.</summary>
    public Fault Next(byte[] message)
    {
        _steps.Add(Describe(message));
        Ended = _steps[^1].StartsWith("Q COMMIT", StringComparison.Ordinal);
        if (_steps.Count != at) return Fault.None;
        return Struck = fault;
    }

    public override string ToString() => string.Join(" · ", _steps);

    /// <summary>Type of a message and the beginning of its text.</summary>
    public static string Describe(byte[] message)
    {
        var type = (char)message[0];
        if (type is not ('Q' or 'P')) return $"{type}";
        // Parse has the statement's name, mostly empty, before its text.
        var text = message.AsSpan(5);
        if (type == 'P') text = text[(text.IndexOf((byte)0) + 1)..];
        return $"{type} {Encoding.UTF8.GetString(text[..Math.Min(text.IndexOf((byte)0), 40)]).ReplaceLineEndings(" ")}";
    }
}
