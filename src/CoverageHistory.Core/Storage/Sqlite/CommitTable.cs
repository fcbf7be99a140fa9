using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>What was known of commits. The same knowledge is one row, more or other knowledge of the same commit another.</summary>
internal sealed class CommitTable(StoreConnection connection)
{
    public long IdOf(Commit commit)
    {
        foreach (var id in FindAlike(commit))
        {
            if (ReadParents(id).SequenceEqual(commit.Parents) && ReadTags(id).SequenceEqual(commit.Tags))
                return id;
        }
        connection.Prepare("INSERT INTO git_commit (sha, authored_at_ms, committed_at_ms, subject) VALUES (?, ?, ?, ?)")
            .Bind(commit.Sha).Bind(commit.AuthoredAt?.ToUnixTimeMilliseconds()).Bind(commit.CommittedAt?.ToUnixTimeMilliseconds())
            .Bind(commit.Subject).Run();
        var added = connection.LastId;
        for (var i = 0; i < commit.Parents.Count; i++)
        {
            connection.Prepare("INSERT INTO commit_parent (commit_id, position, sha) VALUES (?, ?, ?)")
                .Bind(added).Bind(i).Bind(commit.Parents[i]).Run();
        }
        for (var i = 0; i < commit.Tags.Count; i++)
        {
            connection.Prepare("INSERT INTO commit_tag (commit_id, position, tag) VALUES (?, ?, ?)")
                .Bind(added).Bind(i).Bind(commit.Tags[i]).Run();
        }
        return added;
    }

    public List<string> ReadParents(long id) =>
        ReadAll(connection.Prepare("SELECT sha FROM commit_parent WHERE commit_id = ? ORDER BY position").Bind(id));

    public List<string> ReadTags(long id) =>
        ReadAll(connection.Prepare("SELECT tag FROM commit_tag WHERE commit_id = ? ORDER BY position").Bind(id));

    private List<long> FindAlike(Commit commit)
    {
        var rows = connection.Prepare("SELECT id FROM git_commit WHERE sha = ? AND authored_at_ms IS ? AND committed_at_ms IS ? AND subject IS ?")
            .Bind(commit.Sha).Bind(commit.AuthoredAt?.ToUnixTimeMilliseconds()).Bind(commit.CommittedAt?.ToUnixTimeMilliseconds())
            .Bind(commit.Subject);
        var ids = new List<long>();
        while (rows.Step())
            ids.Add(rows.Int64());
        return ids;
    }

    private static List<string> ReadAll(Statement rows)
    {
        var texts = new List<string>();
        while (rows.Step())
            texts.Add(rows.Text());
        return texts;
    }
}
