using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Access;

/// <summary>`pki init`, `pki issue`, `pki list` and `pki revoke`: the operator's work on certificates.</summary>
internal static class PkiCommands
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static Command Build(Func<ServerOptions> options, TimeProvider time)
    {
        var command = new Command("pki", "The exchange's own authority and the registry of callers.");
        command.Subcommands.Add(BuildInit(options, time));
        command.Subcommands.Add(BuildIssue(options, time));
        command.Subcommands.Add(BuildList(options));
        command.Subcommands.Add(BuildRevoke(options, time));
        return command;
    }

    private static Command BuildInit(Func<ServerOptions> options, TimeProvider time)
    {
        var hosts = new Option<string[]>("--host")
        {
            Description = "Name or address under which agents reach the server; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var init = new Command("init", "Makes the authority, the server's certificate and the key that signs receipts.")
        {
            hosts,
        };
        init.SetAction((parsed, _) =>
        {
            var files = Files(options());
            var authority = CertificateAuthority.Create(files, time);
            PkiFiles.WritePair(
                authority.IssueServer(parsed.GetValue(hosts)!, 2 * Year), files.ServerCertificate, files.ServerKey);
            PkiFiles.WritePair(
                authority.IssueReceiptSigner(10 * Year), files.ReceiptCertificate, files.ReceiptKey);
            Console.WriteLine($"Authority: {files.AuthorityCertificate} (give this file to every agent)");
            Console.WriteLine($"Server:    {files.ServerCertificate} for {string.Join(", ", parsed.GetValue(hosts)!)}");
            return Task.FromResult(0);
        });
        return init;
    }

    private static Command BuildIssue(Func<ServerOptions> options, TimeProvider time)
    {
        var province = new Option<string>("--province") { Description = "Two-digit code of one of today's provinces." };
        var ministry = new Option<bool>("--ministry") { Description = "The caller is the ministry's." };
        var roles = new Option<string[]>("--role")
        {
            Description = "submitter, approver or reader; with --ministry officer, reader, admin or auditor.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var name =
            new Option<string>("--name") { Description = "Name for files, logs and ledger; by default PROVINCE-ROLE." };
        var days = new Option<int>("--days") { Description = "Days of validity.", DefaultValueFactory = _ => 365 };
        var issue = new Command("issue", "Writes a caller's certificate and registers it.")
        {
            province, ministry, roles, name, days,
        };
        issue.SetAction(async (parsed, cancellation) =>
        {
            var (code, granted) = Resolve(
                parsed.GetValue(province), parsed.GetValue(ministry), parsed.GetValue(roles)!);
            var caller = parsed.GetValue(name) ?? $"{code}-{string.Join('-', parsed.GetValue(roles)!)}";
            if (caller.AsSpan().ContainsAnyExcept(CallerName))
                throw new ArgumentException($"--name {caller}: letters, digits, '-', '_' and '.' only.");
            if (parsed.GetValue(days) < 1)
                throw new ArgumentException($"--days {parsed.GetValue(days)}: at least one day.");
            await IssueAsync(
                options(), time, caller, code, granted, TimeSpan.FromDays(parsed.GetValue(days)), cancellation);
            return 0;
        });
        return issue;
    }

    private static readonly System.Buffers.SearchValues<char> CallerName = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static async Task IssueAsync(
        ServerOptions options, TimeProvider time, string name, string province, IReadOnlyList<string> roles,
        TimeSpan life, CancellationToken cancellation)
    {
        var files = Files(options);
        var authority = CertificateAuthority.Load(files, time);
        var storage = StorageProviders.Create(options);
        await storage.PrepareAsync(cancellation);
        var reference = (await ReferenceStore.RequireAsync(storage, cancellation)).Book.Reference;
        if (province != Caller.MinistryCode && reference.CurrentProvinces.All(unit => unit.Code != province))
            throw new ArgumentException(
                $"--province {province}: not one of today's {reference.CurrentProvinces.Count} provinces.");
        using var certificate = authority.IssueCaller(name, life);
        var (certificateFile, keyFile, pfxFile) = files.Caller(name);
        if (File.Exists(certificateFile)) throw new IOException($"{certificateFile} exists; choose another --name.");
        PkiFiles.WritePair(certificate, certificateFile, keyFile);
        PkiFiles.WritePrivate(pfxFile, certificate.Export(X509ContentType.Pkcs12));
        try
        {
            await RegisterAsync(storage, certificate, name, province, roles, cancellation);
        }
        catch
        {
            // Not registered: files that open no door must not lie about, nor stand in the way of the next try.
            foreach (var file in (string[])[certificateFile, keyFile, pfxFile]) File.Delete(file);
            throw;
        }
        Console.WriteLine(
            $"Registered {name} for {province} as {string.Join(", ", roles)}, serial {certificate.SerialNumber}");
        Console.WriteLine($"Certificate {certificateFile}, key {keyFile}, both as PFX {pfxFile}");
    }

    private static async Task RegisterAsync(
        StorageProvider storage, X509Certificate2 certificate, string name, string province,
        IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        db.Callers.Add(new CallerRow
        {
            Thumbprint = CallerRegistry.ThumbprintOf(certificate),
            Serial = certificate.SerialNumber,
            Name = name,
            ProvinceCode = province,
            Roles = string.Join(';', roles),
            ValidFrom = certificate.NotBefore.ToUniversalTime(),
            ValidTo = certificate.NotAfter.ToUniversalTime(),
        });
        await db.SaveChangesAsync(cancellation);
    }

    private static (string Province, IReadOnlyList<string> Roles) Resolve(
        string? province, bool ministry, string[] roles)
    {
        if (ministry == province is { Length: > 0 })
            throw new ArgumentException("Give either --province CODE or --ministry.");
        if (province == Caller.MinistryCode)
            throw new ArgumentException($"--province {province}: that is the ministry; give --ministry.");
        var known = ministry ? Role.OfMinistry : Role.OfProvinces;
        var granted = roles.Select(role =>
            known.FirstOrDefault(full => full == role || full.EndsWith("." + role, StringComparison.Ordinal))
            ?? throw new ArgumentException($"--role {role}: there are {string.Join(", ", known)}.")).ToList();
        return (ministry ? Caller.MinistryCode : province!, granted);
    }

    private static Command BuildList(Func<ServerOptions> options)
    {
        var list = new Command("list", "Shows the registered callers.");
        list.SetAction(async (_, cancellation) =>
        {
            await using var db = StorageProviders.Create(options()).Open();
            var callers = await db.Callers.OrderBy(c => c.ProvinceCode).ThenBy(c => c.Name).ToListAsync(cancellation);
            foreach (var caller in callers)
                Console.WriteLine(
                    $"{caller.Serial}  {caller.ProvinceCode}  {caller.Name}  {caller.Roles}"
                    + $"  until {caller.ValidTo:yyyy-MM-dd}"
                    + (caller.RevokedAt is { } at ? $"  REVOKED {at:yyyy-MM-dd}" : ""));
            return 0;
        });
        return list;
    }

    private static Command BuildRevoke(Func<ServerOptions> options, TimeProvider time)
    {
        var serial = new Argument<string>("serial") { Description = "Serial number, as `pki list` shows it." };
        var revoke = new Command("revoke", "Revokes a caller's certificate; takes effect within seconds.") { serial };
        revoke.SetAction(async (parsed, cancellation) =>
        {
            await using var db = StorageProviders.Create(options()).Open();
            var value = parsed.GetValue(serial)!.ToUpperInvariant();
            var caller = await db.Callers.AsTracking().SingleOrDefaultAsync(c => c.Serial == value, cancellation)
                ?? throw new ArgumentException($"No registered certificate has serial {value}.");
            caller.RevokedAt ??= time.GetUtcNow().UtcDateTime;
            await db.SaveChangesAsync(cancellation);
            Console.WriteLine($"Revoked {caller.Name} ({caller.Serial}).");
            return 0;
        });
        return revoke;
    }

    private static PkiFiles Files(ServerOptions options) => new(Path.Combine(options.DataDirectory, "pki"));
}
