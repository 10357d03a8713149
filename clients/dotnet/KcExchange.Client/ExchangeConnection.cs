using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// A connection to the exchange: mutually authenticated TLS, HTTP/2, kept alive. Make one per server and share it;
/// thread-safe. Nothing is sent before the first call.
/// </summary>
public sealed class ExchangeConnection : IDisposable
{
    private readonly GrpcChannel _channel;
    private volatile string? _trustProblem;

    /// <summary>Makes a connection.</summary>
    /// <param name="options">Where to and as whom.</param>
    /// <exception cref="ArgumentException">The address is not https, or the certificate has no private key.</exception>
    public ExchangeConnection(ExchangeConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("The exchange is reached by https only.", nameof(options));
        if (options.ClientCertificate is { HasPrivateKey: false })
            throw new ArgumentException("The client certificate has no private key.", nameof(options));
        Address = options.Address;
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            HttpHandler = Handler(options),
            DisposeHttpClient = true,
            LoggerFactory = options.LoggerFactory,
            // gRPC's own retries end once headers came or 1 MiB was sent: RetryPolicy does it round a whole attempt.
            MaxRetryAttempts = 1,
            MaxRetryBufferSize = null,
            MaxRetryBufferPerCallSize = null,
            // The channel's own pause before it connects again grows to minutes, and calls fail at once meanwhile.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(500),
            MaxReconnectBackoff = TimeSpan.FromSeconds(2),
        });
        Submissions = new SubmissionService.SubmissionServiceClient(_channel);
        Periods = new PeriodService.PeriodServiceClient(_channel);
        Reference = new ReferenceService.ReferenceServiceClient(_channel);
    }

    /// <summary>The address given.</summary>
    public Uri Address { get; }

    /// <summary>
    /// The generated client, for calls that <see cref="SubmissionClient"/> does not wrap. Its calls throw
    /// <see cref="RpcException"/>; <see cref="Typed"/> makes the exception of this SDK out of one.
    /// </summary>
    public SubmissionService.SubmissionServiceClient Submissions { get; }

    /// <summary>The generated client of periods, for calls that <see cref="PeriodClient"/> does not wrap.</summary>
    public PeriodService.PeriodServiceClient Periods { get; }

    /// <summary>The generated client of the reference data; <see cref="ReferenceClient"/> wraps all of it.</summary>
    public ReferenceService.ReferenceServiceClient Reference { get; }

    /// <summary>The typed exception of a failed call.</summary>
    /// <param name="failure">What the generated client threw.</param>
    public ExchangeException Typed(RpcException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return IsHandshake(failure) && _trustProblem is { } problem
            ? new ServerNotTrustedException(Address, problem, failure)
            : ExchangeErrors.From(failure);
    }

    /// <summary>Closes the connection; calls under way end.</summary>
    public void Dispose() => _channel.Dispose();

    private SocketsHttpHandler Handler(ExchangeConnectionOptions options)
    {
        var tls = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Remember };
        if (options.ClientCertificate is { } own)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        if (options.TrustedRoots.Count > 0)
        {
            // Host name and server purpose are still checked; the small authority publishes no revocation list.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(options.TrustedRoots);
        }
        return new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.KeepAlivePingDelay,
            KeepAlivePingTimeout = options.KeepAlivePingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy,
            SslOptions = tls,
        };
    }

    /// <summary>A handshake that failed, on whichever side: the status itself says only "internal".</summary>
    private static bool IsHandshake(RpcException failure)
    {
        for (var cause = failure.Status.DebugException; cause is not null; cause = cause.InnerException)
            if (cause is AuthenticationException) return true;
        return false;
    }

    /// <summary>Decides nothing: keeps what the check above found, for the exception.</summary>
    private bool Remember(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var found = chain?.ChainStatus.Select(status => status.Status.ToString()) ?? [];
        _trustProblem = errors == SslPolicyErrors.None
            ? null
            : string.Join(", ", found.Where(status => status != "NoError").Prepend(errors.ToString()).Distinct());
        return errors == SslPolicyErrors.None;
    }
}
