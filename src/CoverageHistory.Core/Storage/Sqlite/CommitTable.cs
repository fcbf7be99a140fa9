using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>What was known of commits. The same knowledge is one row, more or other knowledge of the same commit another.</summary>
internal sealed class CommitTable(StoreConnection connection)
{
    private readonly TextList _parents = TextList.Parents(connection);
    private readonly TextList _tags = TextList.Tags(connection);

    public long IdOf(Commit commit)
    {
        foreach (var id in FindAlike(commit))
        {
            if (_parents.Of(id).SequenceEqual(commit.Parents) && _tags.Of(id).SequenceEqual(commit.Tags))
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
}
