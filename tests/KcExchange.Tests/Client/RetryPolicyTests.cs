using Grpc.Core;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Tests.Client;

public sealed class RetryPolicyTests
{
    private static readonly RetrySettings Settings = new();

    public static TheoryData<ErrorReason, StatusCode, bool> NeverRetried => new()
    {
        { ErrorReason.CredentialMissing, StatusCode.Unauthenticated, false },
        { ErrorReason.CredentialUnknown, StatusCode.Unauthenticated, false },
        { ErrorReason.CredentialRevoked, StatusCode.Unauthenticated, false },
        { ErrorReason.RoleNotAllowed, StatusCode.PermissionDenied, false },
        { ErrorReason.ProvinceNotAllowed, StatusCode.PermissionDenied, false },
        { ErrorReason.SubmissionNotFound, StatusCode.NotFound, false },
        { ErrorReason.StateNotAllowed, StatusCode.FailedPrecondition, false },
        { ErrorReason.CountMismatch, StatusCode.FailedPrecondition, false },
        { ErrorReason.PeriodLocked, StatusCode.FailedPrecondition, false },
        { ErrorReason.ContractUnsupported, StatusCode.FailedPrecondition, false },
        { ErrorReason.FrameInvalid, StatusCode.InvalidArgument, false },
        { ErrorReason.RequestInvalid, StatusCode.InvalidArgument, false },
        { ErrorReason.SequenceReused, StatusCode.AlreadyExists, false },
        { ErrorReason.SubmissionFull, StatusCode.ResourceExhausted, false },
        { ErrorReason.NotYet, StatusCode.Unimplemented, false },
        { ExchangeErrors.UnknownReason, StatusCode.Unavailable, false },
        // The same reasons with RetryInfo: the server says that it passes.
        { ErrorReason.QuotaExceeded, StatusCode.ResourceExhausted, true },
        { ErrorReason.StoreBusy, StatusCode.Unavailable, true },
        { ErrorReason.StoreUnavailable, StatusCode.Unavailable, true },
        { ExchangeErrors.UnknownReason, StatusCode.Unavailable, true },
    };

    [Theory]
    [MemberData(nameof(NeverRetried))]
    public void A_reason_is_retried_exactly_when_RetryInfo_is_with_it(
        ErrorReason reason, StatusCode code, bool retryInfo)
    {
        var delay = TimeSpan.FromSeconds(7);

        var decision = Decide(Error(reason, code, retryInfo ? delay : null), failures: 0);

        Assert.Equal(retryInfo, decision.Again);
        if (retryInfo) Assert.InRange(decision.Delay, delay, delay * 1.5);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Unimplemented)]
    public void Without_a_reason_it_is_retried_with_a_backoff_that_doubles(StatusCode code)
    {
        var error = Error(ErrorReason.Unspecified, code, null);

        var delays = Enumerable.Range(0, 5).Select(failures => Decide(error, failures).Delay.TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 16], delays);
    }

    [Fact]
    public void It_gives_up_after_as_many_failures_as_it_was_told()
    {
        var error = Error(ErrorReason.Unspecified, StatusCode.Unavailable, null);

        Assert.True(Decide(error, Settings.MaxFailures - 2).Again);
        Assert.False(Decide(error, Settings.MaxFailures - 1).Again);
    }

    [Fact]
    public void A_drain_counts_as_no_failure_and_never_ends_the_trying()
    {
        var drain = Error(ErrorReason.Draining, StatusCode.Unavailable, TimeSpan.FromSeconds(10));

        var early = RetryPolicy.Decide(drain, State(100), Settings, chance: 0);
        var late = RetryPolicy.Decide(drain, State(100), Settings, chance: 1);

        Assert.Equal((true, false, 5.0), (early.Again, early.CountsAsFailure, early.Delay.TotalSeconds));
        Assert.Equal(15, late.Delay.TotalSeconds);
    }

    [Fact]
    public void Too_large_a_message_is_cut_at_once()
    {
        var decision = Decide(Error(ErrorReason.Unspecified, StatusCode.ResourceExhausted, null), failures: 0);

        Assert.Equal((true, true, TimeSpan.Zero), (decision.Again, decision.CutBatches, decision.Delay));
    }

    [Fact]
    public void What_can_not_get_better_is_never_retried()
    {
        Assert.False(Decide(new ServerNotTrustedException(new Uri("https://x"), "UntrustedRoot"), 0).Again);
        Assert.False(Decide(new RecordTooLargeException(1, 5_000_000), 0).Again);
        Assert.False(Decide(new ContractBrokenException("a result too few"), 0).Again);
    }

    private static RetryDecision Decide(ExchangeException error, int failures) =>
        RetryPolicy.Decide(error, State(failures), Settings, chance: 0.5);

    private static RetryState State(int failures)
    {
        var state = new RetryState("instance");
        var failure = Error(ErrorReason.Unspecified, StatusCode.Unavailable, null);
        for (var i = 0; i < failures; i++) state.Take(failure, RetryDecision.Stop with { CountsAsFailure = true });
        return state;
    }

    private static ExchangeException Error(ErrorReason reason, StatusCode code, TimeSpan? retryAfter) =>
        ExchangeErrors.Typed(
            new ExchangeFailure(reason, code, retryAfter, "", new Dictionary<string, string>()), inner: null);
}
