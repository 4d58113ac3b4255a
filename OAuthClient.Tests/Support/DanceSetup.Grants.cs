using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests;

/// <content>Grants that wait for a user.</content>
internal sealed partial class DanceSetup
{
    /// <summary>Logs in with a device code, which the user answers as soon as the code is shown.</summary>
    public Task<OAuthOutcome> GrantDeviceAsync(Action<DeviceCode>? answer = null, OAuthDance? dance = null)
    {
        var grant = new DeviceGrant(answer ?? (code => Provider.AllowDevice(code.UserCode)));
        return RunAsync((dance ?? Dance).GrantAsync(grant, "42").AsTask());
    }

    /// <summary>Advances the clock of the setup, second by second, until a task has ended.</summary>
    public Task<T> RunAsync<T>(Task<T> task) => Time.RunAsync(task);
}
