using System.Security.Cryptography.X509Certificates;
using KcExchange.Agent.Options;
using KcExchange.Client;

namespace KcExchange.Agent.Commands;

/// <summary>Who the agent is and whom it trusts, from the files that the settings name.</summary>
internal static class CallerFiles
{
    /// <summary>The caller's certificate with its key.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="AgentException">It is not given.</exception>
    internal static X509Certificate2 Identity(AgentOptions options) => options.Certificate.Length == 0
        ? throw new AgentException(Messages.Settings.NoCertificate)
        : CertificateFiles.LoadIdentity(
            options.Certificate, options.Key.Length == 0 ? null : options.Key, options.Password);

    /// <summary>The exchange's authority.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="AgentException">It is not given.</exception>
    internal static X509Certificate2Collection Authorities(AgentOptions options) => options.Authority.Length == 0
        ? throw new AgentException(Messages.Settings.NoAuthority)
        : CertificateFiles.LoadAuthorities(options.Authority);
}
