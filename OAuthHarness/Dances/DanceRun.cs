using OAuthClient;
using OAuthHarness.Explaining;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;
using Signals;

namespace OAuthHarness.Dances;

/// <summary>The dance of a profile during one command, which is explained if the person asked for it.</summary>
internal sealed class DanceRun : IDisposable
{
    private readonly DanceRecorder _recorder;
    private readonly SignalConnection _accountReceiver;

    private DanceRun(CommandRun command, Profile profile, OAuthDance dance, OAuthUser user)
    {
        Command = command;
        Profile = profile;
        Dance = dance;
        User = user;
        _recorder = DanceRecorder.Start(dance, command);
        _accountReceiver = dance.Signals.Authorized.Connect(ChooseAccount);
    }

    public CommandRun Command { get; }

    public Profile Profile { get; }

    public OAuthDance Dance { get; }

    public OAuthUser User { get; }

    /// <summary>The session of the profile's user and account.</summary>
    public OAuthSession Session => Dance.Session(User, Profile.Account);

    public DanceRecording Recording => _recorder.Recording;

    /// <summary>Records how a login or grant ended.</summary>
    public void End(OAuthOutcome outcome) => _recorder.End(outcome);

    /// <summary>Opens the dance of the profile that the arguments name or describe.</summary>
    /// <param name="command">The run of the command.</param>
    /// <param name="accepted">Risks that the person accepts by a flag of the command.</param>
    public static async Task<DanceRun> OpenAsync(CommandRun command, Insecure accepted = Insecure.None)
    {
        var profile = await ProfileOptions.ResolveAsync(command);
        var options = new OAuthDanceOptions { Signals = new SignalRegistry() };
        var dance = await ProfileDance.CreateAsync(command, profile, options, accepted);
        return new(command, profile, dance, DanceOptions.UserOf(command.Parsed));
    }

    public void Dispose()
    {
        _accountReceiver.Dispose();
        _recorder.Dispose();
    }

    private OAuthAnswer ChooseAccount(OAuthDance dance, AuthorizedArgs login) =>
        Profile.Account == TokenKey.DefaultAccount
            ? OAuthAnswer.NoOpinion
            : OAuthAnswer.StoreFor(login.User, Profile.Account);
}
