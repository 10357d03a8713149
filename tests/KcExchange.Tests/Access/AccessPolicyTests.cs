using System.Collections.Frozen;
using KcExchange.Server.Access;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Access;

/// <summary>Who may call what: default deny, and no RPC without a line.</summary>
public sealed class AccessPolicyTests
{
    private const string Service = "/kcexchange.v1.SubmissionService/";

    private static readonly string[] Writes =
        ["CreateSubmission", "SubmitRecords", "AppendRecords", "ValidateRecords", "SealSubmission", "CancelSubmission"];

    private static readonly string[] Confirms = ["ConfirmSubmission"];

    private static readonly string[] Reads =
    [
        "PreviewSubmission", "GetSubmission", "ListSubmissions", "ListRecordResults", "ListFindings",
        "SummarizeFindings", "GetReceipt", "ListPeriods", "GetPeriod",
        "ListCodes", "ResolveCode", "ListRules", "GetReferenceBundle",
    ];

    private static readonly string[] Governs = ["LockPeriod", "ReopenPeriod"];

    /// <summary>
    /// Role; the calls it may make on its own province, and those on another one. Every other call is denied.
    /// </summary>
    public static TheoryData<string, string[], string[]> Expected => new()
    {
        { Role.Submitter, [.. Writes, .. Confirms, .. Reads], [] },
        { Role.Approver, [.. Confirms, .. Reads], [] },
        { Role.Reader, Reads, [] },
        { Role.Officer, [], [.. Governs, .. Reads] },
        { Role.MinistryReader, [], Reads },
        { Role.Admin, [], [.. Governs, .. Reads] },
        { Role.Auditor, [], Reads },
        { "a role that nobody knows", [], [] },
    };

    [Fact]
    public void Every_call_of_the_contract_has_a_line_and_no_line_is_left_over() =>
        Assert.Equal(
            Contract.Rpcs().Select(rpc => $"/{rpc.Service.FullName}/{rpc.Name}").Order(StringComparer.Ordinal),
            AccessPolicy.ByMethod.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_role_may_make_exactly_its_calls(string role, string[] own, string[] foreign)
    {
        var caller = Caller("08", role);
        foreach (var method in AccessPolicy.ByMethod.Keys)
        {
            var name = method[(method.LastIndexOf('/') + 1)..];
            Assert.True(
                own.Contains(name) == AccessPolicy.Allows(method, caller, ownProvince: true), $"{role}: own {name}");
            Assert.True(foreign.Contains(name) == AccessPolicy.Allows(method, caller, ownProvince: false),
                $"{role}: foreign {name}");
        }
    }

    [Fact]
    public void Every_role_is_expected_something_of() => Assert.Equal(
        Role.OfProvinces.Concat(Role.OfMinistry).Order(StringComparer.Ordinal),
        Expected.Select(row => row.Data.Item1).Where(role => role.Contains('.') || role == Role.Auditor)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Roles_add_up_and_no_role_is_no_right()
    {
        const string Seal = Service + "SealSubmission";
        Assert.False(AccessPolicy.Allows(Seal, Caller("08"), ownProvince: true));
        Assert.False(AccessPolicy.Allows(Seal, Caller("08", Role.Approver), ownProvince: true));
        Assert.True(AccessPolicy.Allows(Seal, Caller("08", Role.Approver, Role.Submitter), ownProvince: true));
    }

    [Theory]
    [InlineData(Service + "NoSuchCall")]
    [InlineData("/kcexchange.v1.NoSuchService/GetSubmission")]
    [InlineData("")]
    public void What_is_not_in_the_policy_is_denied(string method)
    {
        var caller = Caller("08", [.. Role.OfProvinces, .. Role.OfMinistry]);
        Assert.False(AccessPolicy.Allows(method, caller, ownProvince: true));
        Assert.False(AccessPolicy.Allows(method, caller, ownProvince: false));
    }

    private static Caller Caller(string province, params string[] roles) =>
        new("test", province, roles.ToFrozenSet(StringComparer.Ordinal), "");
}
