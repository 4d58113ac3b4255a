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
        catch (Exception) when (run.CancellationToken.IsCancellationRequested)
        {
            return Tell(run, ExitCode.Canceled, "Interrupted.");
        }
        catch (HarnessException failure)
        {
            return Tell(run, failure.ExitCode, failure.Message);
        }
        // The library's own advice is for programs.
        catch (AuthorizationRequiredException needed)
        {
            return Tell(run, ExitCode.LoginNeeded, $"{needed.Error.Code}: {needed.Error.Message} Log in: {LoginOf(run)}");
        }
        catch (OAuthException failure)
        {
            return Tell(run, ExitCode.Of(failure.Error), failure.Error.ToString());
        }
        catch (Exception wrongUse) when (wrongUse is ArgumentException or InvalidOperationException or FormatException)
        {
            return Tell(run, ExitCode.WrongUse, WithoutParameter(wrongUse));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DamagedRecordException)
        {
            return Tell(run, ExitCode.StoreFailed, failure.Message);
        }
        catch (HttpRequestException unreachable)
        {
            return Tell(run, ExitCode.Unreachable, $"The address cannot be reached: {unreachable.Message}");
        }
        // A person gets a line in any case. Its type is for a bug report.
        catch (Exception unexpected)
        {
            return Tell(run, ExitCode.Failure, $"unexpected {unexpected.GetType().Name}: {unexpected.Message}");
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
