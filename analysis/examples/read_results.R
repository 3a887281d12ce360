# Reads the results of a study: the mean of efficacy at each leadership.intensity, and the paired
# difference between the lowest and the highest of them.
#
#   Rscript analysis/examples/read_results.R RESULTS [DESIGN]
#
# RESULTS is the folder of a study, or a results.csv from one; DESIGN the name of an entry of its
# design, without it the first. Reads results.sqlite where the package RSQLite is there, otherwise
# results.csv, which holds the same. Prints CSV.

factor_column <- "leadership_intensity"
metric <- "efficacy"

arguments <- commandArgs(trailingOnly = TRUE)
if (!length(arguments) %in% 1:2)
  stop("usage: Rscript read_results.R RESULTS [DESIGN]", call. = FALSE)

read_results <- function(path) {
  if (!dir.exists(path)) return(read.csv(path, colClasses = c(block = "character")))
  file <- file.path(path, "results.sqlite")
  if (!requireNamespace("RSQLite", quietly = TRUE))
    return(read.csv(file.path(path, "results.csv"), colClasses = c(block = "character")))
  # Read-only: a mistyped path must not become an empty database.
  database <- DBI::dbConnect(RSQLite::SQLite(), file, flags = RSQLite::SQLITE_RO)
  on.exit(DBI::dbDisconnect(database))
  DBI::dbGetQuery(database, "SELECT * FROM results ORDER BY point, replicate")
}

# n, mean and the 95 % interval by Student's t; no interval for one value.
interval <- function(x) {
  half <- if (length(x) < 2) NA else qt(0.975, length(x) - 1) * sd(x) / sqrt(length(x))
  c(n = length(x), mean = mean(x), lower = mean(x) - half, upper = mean(x) + half)
}

results <- read_results(arguments[1])
design <- if (length(arguments) == 2) arguments[2] else results$block[1]
results <- results[results$block %in% design & !is.na(results[[metric]]), ]
if (nrow(results) == 0) stop("no finished run of this entry of the design", call. = FALSE)

# Where a level stands at several points, their mean within each replicate: runs of one replicate
# share their random numbers, only replicates are independent.
by_run <- aggregate(results[[metric]], results[c("replicate", factor_column)],
                    function(x) c(value = mean(x), points = length(x)))
by_run <- data.frame(replicate = by_run$replicate, level = by_run[[factor_column]], by_run$x)
by_run <- by_run[by_run$points == ave(by_run$points, by_run$level, FUN = max), ]

write_csv <- function(table) write.csv(table, row.names = FALSE, quote = FALSE)
shown <- function(x) sprintf("%.6f", x)

curve <- t(sapply(split(by_run$value, by_run$level), interval))
write_csv(data.frame(leadership_intensity = sort(unique(by_run$level)), n = curve[, "n"],
                     mean = shown(curve[, "mean"]), lower = shown(curve[, "lower"]),
                     upper = shown(curve[, "upper"])))

first <- by_run[by_run$level == min(by_run$level), ]
last <- by_run[by_run$level == max(by_run$level), ]
pairs <- merge(first, last, by = "replicate", suffixes = c(".first", ".last"))
difference <- interval(pairs$value.last - pairs$value.first)
cat("\n")
write_csv(data.frame(to = max(by_run$level), from = min(by_run$level), pairs = difference[["n"]],
                     difference = shown(difference[["mean"]]), lower = shown(difference[["lower"]]),
                     upper = shown(difference[["upper"]])))
