using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// A context with the tables of the stores and no others, for programs that have no context of their own; one that has calls
/// <see cref="OAuthModel.UseOAuthStores"/> in it. As every context it is for one caller at a time; the stores make one for each call.
/// </summary>
/// <param name="options">Which database, by its provider's <c>UseSqlite</c>, <c>UseNpgsql</c> and so on.</param>
public class OAuthDbContext(DbContextOptions<OAuthDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOAuthStores();
}
