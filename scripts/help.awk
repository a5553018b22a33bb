# Prints the commands of a Makefile from the texts after `##`, under the headings after `##@`.
BEGIN { print "Provodnik. Begin with `make up`, then open http://localhost:8080/." }
/^##@ / { printf "\n%s\n", substr($0, 5) }
/^[a-z_-]+:.*## / {
    name = substr($0, 1, index($0, ":") - 1)
    if (name == "help") next
    text = substr($0, index($0, "## ") + 3)
    options = ""
    if (match(text, / \[.*\]$/)) {
        options = substr(text, RSTART + 2, RLENGTH - 3)
        text = substr(text, 1, RSTART - 1)
    }
    printf "  make %-9s %s\n", name, text
    if (options) printf "  %14s %s\n", "", options
}
