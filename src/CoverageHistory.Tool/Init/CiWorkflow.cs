namespace CoverageHistory.Tool.Init;

/// <summary>A CI job that tests with history. Existing pipelines are not edited: where they need a line, the user is told.</summary>
internal static class CiWorkflow
{
    /// <summary>The file to create, null when it exists; and what the user has to do, null when nothing.</summary>
    public static (FileEdit? Edit, string? ToDo) Plan(string root)
    {
        if (File.Exists(Path.Combine(root, ".gitlab-ci.yml")))
        {
            return (New(root, ".gitlab/coverage-history.gitlab-ci.yml", GitLab),
                "Add to .gitlab-ci.yml:  include: { local: .gitlab/coverage-history.gitlab-ci.yml }");
        }
        if (File.Exists(Path.Combine(root, "azure-pipelines.yml")))
        {
            return (New(root, ".azure/coverage-history.yml", Azure),
                "Add to the steps in azure-pipelines.yml:  - template: .azure/coverage-history.yml");
        }
        return (New(root, ".github/workflows/coverage-history.yml", GitHub(root)), null);
    }

    private static FileEdit? New(string root, string path, string text)
    {
        var full = Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
        return File.Exists(full) ? null : FileEdit.Create(full, text);
    }

    private static string Sdk(string root) => File.Exists(Path.Combine(root, "global.json"))
        ? "global-json-file: global.json"
        : "dotnet-version: 10.0.x";

    private static string GitHub(string root) => $$$"""
        name: coverage history

        on:
          push:
            branches: [main, master]
          pull_request:

        permissions:
          contents: read

        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: actions/setup-dotnet@v4
                with:
                  {{{Sdk(root)}}}
              # A CI machine is new every time: the history travels in the cache, a pull request starts from its base branch's.
              - uses: actions/cache@v4
                with:
                  path: .coverage-history
                  key: coverage-history-${{ github.ref_name }}-${{ github.run_id }}-${{ github.run_attempt }}
                  restore-keys: |
                    coverage-history-${{ github.ref_name }}-
                    coverage-history-${{ github.base_ref }}-
              - run: dotnet tool restore
              - run: dotnet test
              - if: ${{ !cancelled() }}
                run: dotnet coverage-trend report --type markdown >> "$GITHUB_STEP_SUMMARY"

        """;

    private const string GitLab = """
        coverage-history:
          image: mcr.microsoft.com/dotnet/sdk:10.0
          variables:
            GIT_DEPTH: "0"
          # The history travels in the cache; a branch starts from the default branch's.
          cache:
            key: coverage-history-$CI_COMMIT_REF_SLUG
            fallback_keys:
              - coverage-history-$CI_DEFAULT_BRANCH
            paths:
              - .coverage-history/
            when: always
          script:
            - dotnet tool restore
            - dotnet test
          after_script:
            - dotnet coverage-trend report --type html,markdown --output coverage-report/
          artifacts:
            when: always
            paths:
              - coverage-report/

        """;

    private const string Azure = """
        # The checkout needs "fetchDepth: 0", or commits have no parents here.
        steps:
          - task: Cache@2
            inputs:
              key: '"coverage-history" | "$(Build.SourceBranchName)" | "$(Build.BuildId)"'
              restoreKeys: |
                "coverage-history" | "$(Build.SourceBranchName)"
                "coverage-history" | "main"
              path: .coverage-history
          - script: dotnet tool restore
          - script: dotnet test
          - script: |
              dotnet coverage-trend report --type markdown --output $(Build.ArtifactStagingDirectory)/coverage.md
              echo "##vso[task.uploadsummary]$(Build.ArtifactStagingDirectory)/coverage.md"
            condition: succeededOrFailed()

        """;
}
