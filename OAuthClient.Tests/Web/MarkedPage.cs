using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Tests.Web;

[assembly: RazorCompiledItem(typeof(CompiledPage<SecretModel>), "mvc.1.0.razor-page", SecretModel.Source)]
[assembly: RazorCompiledItem(typeof(CompiledPage<MarkedModel>), "mvc.1.0.razor-page", MarkedModel.Source)]
[assembly: RazorCompiledItem(typeof(CompiledPage<MarkedHandlerModel>), "mvc.1.0.razor-page", MarkedHandlerModel.Source)]
[assembly: RazorCompiledItem(typeof(MarkedFilePage), "mvc.1.0.razor-page", MarkedFilePage.Source)]

namespace OAuthClient.Tests.Web;

/// <summary>A page that needs no token by itself.</summary>
public class SecretModel : PageModel
{
    public const string Source = "/Pages/Secret.cshtml";
}

/// <summary>A page whose class says that it needs a token.</summary>
[RequireOAuth("pretend")]
public class MarkedModel : PageModel
{
    public const string Source = "/Pages/Marked.cshtml";
}

/// <summary>A page where one method says that it needs a token.</summary>
public class MarkedHandlerModel : PageModel
{
    public const string Source = "/Pages/MarkedHandler.cshtml";

    [RequireOAuth("pretend")]
    public void OnGet() { }
}

/// <summary>A page as the Razor compiler would write it.</summary>
public class CompiledPage<TModel> : Page
{
    public ViewDataDictionary<TModel> ViewData => (ViewDataDictionary<TModel>)PageContext.ViewData;

    public TModel Model => ViewData.Model;

    public override Task ExecuteAsync()
    {
        WriteLiteral("secret");
        return Task.CompletedTask;
    }
}

/// <summary>A page whose Razor file, and not its model, says that it needs a token.</summary>
[RequireOAuth("pretend")]
public class MarkedFilePage : CompiledPage<SecretModel>
{
    public const string Source = "/Pages/MarkedFile.cshtml";
}

internal static class MarkedPages
{
    /// <summary>Adds one of the compiled pages.</summary>
    public static void AddPage(this IServiceCollection services, string source) =>
        services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Clear();
            parts.ApplicationParts.Add(new ChosenPage(source));
        });

    private sealed class ChosenPage(string source) : ApplicationPart, IRazorCompiledItemProvider
    {
        public override string Name => "pages";

        public IEnumerable<RazorCompiledItem> CompiledItems =>
            new RazorCompiledItemLoader().LoadItems(typeof(SecretModel).Assembly)
                .Where(item => item.Identifier == source);
    }
}
