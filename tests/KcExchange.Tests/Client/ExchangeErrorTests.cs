using Grpc.Core;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Tests.Client;

public sealed class ExchangeErrorTests
{
    [Theory]
    [InlineData(ErrorReason.CredentialUnknown, typeof(CredentialException))]
    [InlineData(ErrorReason.RoleNotAllowed, typeof(NotAllowedException))]
    [InlineData(ErrorReason.CountMismatch, typeof(SubmissionStateException))]
    [InlineData(ErrorReason.StreamSuperseded, typeof(SupersededException))]
    [InlineData(ErrorReason.FrameInvalid, typeof(ExchangeException))]
    public void A_reason_becomes_the_exception_of_what_a_caller_can_do(ErrorReason reason, Type expected)
    {
        var error = ExchangeErrors.From(ScriptedExchange.Failure(
            StatusCode.Aborted, reason, null, ("instance_id", "i-1"), ("request_id", "r-1")));

        Assert.IsType(expected, error);
        Assert.Equal((reason, StatusCode.Aborted, "r-1"), (error.Reason, error.StatusCode, error.RequestId));
        if (error is SupersededException superseded) Assert.Equal("i-1", superseded.InstanceId);
    }

    [Fact]
    public void RetryInfo_is_read_and_makes_the_failure_transient()
    {
        var error = ExchangeErrors.From(ScriptedExchange.Failure(
            StatusCode.Unavailable, ErrorReason.StoreBusy, TimeSpan.FromSeconds(3)));

        Assert.IsType<TransientExchangeException>(error);
        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
    }

    [Fact]
    public void A_status_of_a_proxy_has_no_reason()
    {
        var error = ExchangeErrors.From(new RpcException(new Status(StatusCode.Unavailable, "502 Bad Gateway")));

        Assert.Equal(ErrorReason.Unspecified, Assert.IsType<TransientExchangeException>(error).Reason);
    }

    [Fact]
    public void A_rich_status_that_was_mangled_on_the_way_is_no_reason_to_fail()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [0xFF, 0xFF, 0x01] } };

        var error = ExchangeErrors.From(new RpcException(new Status(StatusCode.Internal, "?"), trailers));

        Assert.Equal(ErrorReason.Unspecified, error.Reason);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted_and_gets_no_second_try()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var other = new TestAuthority();
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions
        {
            Address = exchange.Address, TrustedRoots = other.Roots,
        });
        var run = new SubmissionRun(3);

        var failure = await Assert.ThrowsAsync<ServerNotTrustedException>(() => run.ShipAsync(connection));

        Assert.Contains("RemoteCertificateChainErrors", failure.Problem, StringComparison.Ordinal);
        Assert.Empty(run.Retries);
        Assert.Equal(0, exchange.Created);
    }

    [Fact]
    public async Task A_server_with_the_certificate_of_another_host_is_not_trusted()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions
        {
            Address = new UriBuilder(exchange.Address) { Host = "localhost" }.Uri,
            TrustedRoots = exchange.Authority.Roots,
        });

        var failure = await Assert.ThrowsAsync<ServerNotTrustedException>(
            () => new SubmissionRun(3).ShipAsync(connection));

        Assert.Contains("RemoteCertificateNameMismatch", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_transient()
    {
        Uri address;
        await using (var gone = await ScriptedExchange.StartAsync()) address = gone.Address;
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions { Address = address });
        var run = new SubmissionRun(3) { Retry = new RetrySettings { MaxFailures = 3, BaseDelay = TimeSpan.Zero } };

        await Assert.ThrowsAsync<TransientExchangeException>(() => run.ShipAsync(connection));

        Assert.Equal(2, run.Retries.Count);
    }

    [Fact]
    public void An_unencrypted_address_is_refused()
    {
        Assert.Throws<ArgumentException>(
            () => new ExchangeConnection(new ExchangeConnectionOptions { Address = new Uri("http://localhost") }));
    }
}
