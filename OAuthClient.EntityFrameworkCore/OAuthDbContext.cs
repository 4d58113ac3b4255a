using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// A context with the tables of the stores and no others, for programs without a context of their own.
/// </summary>
/// <remarks>
/// A program that has a context calls <see cref="OAuthModel.UseOAuthStores"/> in it. Like every context, this one is
/// for one caller at a time; the stores create one for each call.
/// </remarks>
/// <param name="options">The database, by its provider's <c>UseSqlite</c>, <c>UseNpgsql</c> and so on.</param>
public class OAuthDbContext(DbContextOptions<OAuthDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOAuthStores();
}
