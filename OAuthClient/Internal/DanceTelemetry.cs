using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OAuthClient.Internal;

/// <summary>
/// The telemetry of logins: a meter and an activity source, both called <c>OAuthClient</c>. Their tags are providers,
/// outcomes and the library's error codes; never a user, a parameter or a text of the provider.
/// </summary>
internal static class DanceTelemetry
{
    public const string SourceName = "OAuthClient";
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> LoginCounter = Meter.CreateCounter<long>(
        "oauth.logins", "{login}", "Logins that were begun, or could not be.");

    private static readonly Counter<long> OutcomeCounter = Meter.CreateCounter<long>(
        "oauth.outcomes", "{outcome}", "Callbacks, by what came of them.");

    private static readonly Counter<long> RefreshCounter = Meter.CreateCounter<long>(
        "oauth.refreshes", "{refresh}", "Refreshes of tokens, by what came of them.");

    public static Activity? Start(string step, OAuthProvider provider) =>
        Source.StartActivity(step)?.SetTag("oauth.provider", provider.Name);

    public static void RecordBegin(Activity? activity, OAuthProvider provider, OAuthLogin login) =>
        Record(activity, LoginCounter, provider, login.IsBegun ? "begun" : "not begun", login.Error);

    public static void RecordFinish(Activity? activity, OAuthProvider provider, OAuthOutcome outcome) =>
        Record(activity, OutcomeCounter, provider, outcome.Kind.ToString(), outcome.Error);

    public static void RecordRefresh(OAuthProvider provider, string outcome, OAuthError? error) =>
        Record(null, RefreshCounter, provider, outcome, error);

    private static void Record(
        Activity? activity, Counter<long> counter, OAuthProvider provider, string outcome, OAuthError? error)
    {
        if (counter.Enabled)
        {
            counter.Add(
                1, new("oauth.provider", provider.Name), new("oauth.outcome", outcome), new("error.type", error?.Code));
        }
        activity?.SetTag("oauth.outcome", outcome).SetTag("error.type", error?.Code);
        if (error is not null)
            activity?.SetStatus(ActivityStatusCode.Error, error.Code);
    }
}
