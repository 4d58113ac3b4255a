using OAuthClient;

namespace OAuthHarness.Terminal;

/// <summary>Runs a command, and turns a failure into one line on stderr and an exit code.</summary>
internal static class FailureReport
{
    public static async Task<int> RunAsync(CommandRun run, Func<CommandRun, Task<int>> action)
    {
        try
        {
            return await action(run);
        }
        catch (HarnessException failure)
        {
            return Tell(run, failure.ExitCode, failure.Message);
        }
        // What the library advises is for programs; a person logs in.
        catch (AuthorizationRequiredException needed)
        {
            return Tell(run, ExitCode.LoginNeeded, $"{needed.Error.Code}: {needed.Error.Message} Log in: {LoginOf(run)}");
        }
        catch (OAuthException failure)
        {
            return Tell(run, ExitCode.Of(failure.Error), failure.Error.ToString());
        }
        catch (OperationCanceledException) when (run.CancellationToken.IsCancellationRequested)
        {
            return Tell(run, ExitCode.Canceled, "Interrupted.");
        }
        catch (Exception wrongUse) when (wrongUse is ArgumentException or InvalidOperationException)
        {
            return Tell(run, ExitCode.WrongUse, WithoutParameter(wrongUse));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DamagedRecordException)
        {
            return Tell(run, ExitCode.StoreFailed, failure.Message);
        }
    }

    // .NET adds the name of a parameter of the library's, which no person at a terminal has given.
    private static string WithoutParameter(Exception wrongUse) => wrongUse is ArgumentException { ParamName: { } name }
        ? wrongUse.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : wrongUse.Message;

    private static string LoginOf(CommandRun run) =>
        run.ProfileName is { } profile ? $"oauth-harness login --profile {profile}" : "oauth-harness login";

    private static int Tell(CommandRun run, int exitCode, string message)
    {
        run.TellError(message);
        return exitCode;
    }
}
