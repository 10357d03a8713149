using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace KcExchange.Client;

/// <summary>Where the exchange is, who calls, and whom the caller trusts.</summary>
public sealed record ExchangeConnectionOptions
{
    /// <summary>Address of the exchange, https only, e.g. https://exchange.example.gov.vn:7443.</summary>
    public required Uri Address { get; init; }

    /// <summary>The caller's certificate with its private key. Without one: CREDENTIAL_MISSING.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>
    /// Certificates of the authorities that may vouch for the exchange. They are the only roots: the machine's own
    /// store
    /// is not asked. Empty: the machine's store decides.
    /// </summary>
    public X509Certificate2Collection TrustedRoots { get; init; } = [];

    /// <summary>HTTP proxy to go through with CONNECT; null: none, whatever the environment says.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Longest time for TCP and TLS together. Default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence on the connection after which an HTTP/2 ping is sent. Default 20 seconds.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time after which an unanswered HTTP/2 ping ends the connection. Default 20 seconds.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where the transport logs; null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
