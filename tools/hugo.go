package main

import (
	"context"

	"declarationwatch/tools/internal/site"
)

var hugoCommand = command{
	name:    "hugo",
	summary: "run the Hugo that this project is pinned to",
	usage:   `Passes everything after "hugo" on to Hugo. The data that the templates want is staged by build and serve alone.`,
	run: func(_ context.Context, s streams, args []string) error {
		if !site.Hugo(s.err, args) {
			return errReported
		}
		return nil
	},
}
