using OAuthHarness;

return await HarnessCommand.RunAsync(args);
