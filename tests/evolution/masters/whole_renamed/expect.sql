SELECT line.id FROM service_ordering_line AS line JOIN service_ordering_deal AS deal ON deal.id = deal_id WHERE line.master_id <> deal.master_id;
