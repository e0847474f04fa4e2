-- The search rule: the program gives each connection the function search_fold, so nothing is made here.
SELECT 1;
