using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OAuthClient.Internal;

/// <summary>
/// The telemetry of logins: a meter and an activity source, both called <c>OAuthClient</c>. Their tags are providers,
/// endpoints, outcomes and the library's error codes; never a user, a parameter or a text of the provider.
/// </summary>
internal static class DanceTelemetry
{
    public const string SourceName = "OAuthClient";
    private const string ErrorType = "error.type";
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> LoginCounter = Meter.CreateCounter<long>(
        "oauth.logins", "{login}", "Logins that were begun, or could not be.");

    private static readonly Counter<long> OutcomeCounter = Meter.CreateCounter<long>(
        "oauth.outcomes", "{outcome}", "Callbacks and grants, by what came of them.");

    private static readonly Counter<long> RefreshCounter = Meter.CreateCounter<long>(
        "oauth.refreshes", "{refresh}", "Refreshes of tokens, by what came of them.");

    private static readonly Histogram<double> RequestDuration = Meter.CreateHistogram(
        "oauth.request.duration",
        "s",
        "Requests to the endpoints of the protocol.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        });

    public static Activity? Start(string step, OAuthProvider provider) =>
        Source.StartActivity(step)?.SetTag("oauth.provider", provider.Name);

    public static Activity? StartRequest(OAuthProvider provider, string endpoint, string address)
    {
        var activity = Source.StartActivity("oauth request", ActivityKind.Client);
        if (activity is null)
            return null;
        foreach (var (name, value) in new RequestTags(provider, endpoint, address).List())
            activity.SetTag(name, value);
        return activity;
    }

    /// <summary>Sets the outcome of an activity. A user who denies, and a repeated callback, are no errors.</summary>
    public static void SetOutcome(Activity? activity, string outcome, OAuthError? error, bool isError)
    {
        if (activity is null)
            return;
        activity.SetTag("oauth.outcome", outcome);
        if (error is null)
            return;
        activity.SetTag(ErrorType, error.Code);
        if (isError)
            activity.SetStatus(ActivityStatusCode.Error, error.Code);
    }

    public static void CountLogin(OAuthProvider provider, string outcome, OAuthError? error) =>
        Count(LoginCounter, provider, outcome, error?.Code, null);

    public static void CountOutcome(OAuthProvider provider, string outcome, OAuthError? error) =>
        Count(OutcomeCounter, provider, outcome, error?.Code, null);

    public static void CountRefresh(OAuthProvider provider, string outcome, OAuthError? error, bool? isTokenValid) =>
        Count(RefreshCounter, provider, outcome, error?.Code, isTokenValid);

    public static void RecordRequest(
        Activity? activity, RequestTags request, TimeSpan duration, int? status, string? errorType)
    {
        activity?.SetTag("http.response.status_code", status).SetTag(ErrorType, errorType);
        if (errorType is not null)
            activity?.SetStatus(ActivityStatusCode.Error, errorType);
        if (!RequestDuration.Enabled)
            return;
        var tags = new TagList();
        foreach (var (name, value) in request.List())
            tags.Add(name, value);
        if (status is not null)
            tags.Add("http.response.status_code", status);
        if (errorType is not null)
            tags.Add(ErrorType, errorType);
        RequestDuration.Record(duration.TotalSeconds, tags);
    }

    private static void Count(
        Counter<long> counter, OAuthProvider provider, string outcome, string? errorType, bool? isTokenValid)
    {
        if (!counter.Enabled)
            return;
        var tags = new TagList { { "oauth.provider", provider.Name }, { "oauth.outcome", outcome } };
        if (errorType is not null)
            tags.Add(ErrorType, errorType);
        if (isTokenValid is not null)
            tags.Add("oauth.token.valid", isTokenValid);
        counter.Add(1, tags);
    }
}
